package io.pagurus.node.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * Immutable. How the answer of one turn looks. All of it follows from the turn's id, its start and
 * its messages, so a turn that was run and the same turn read from the history have the same bytes.
 *
 * @param startedAt as session-service returned it
 */
public record Completion(String turnId, Instant startedAt) {

    public static final String MODEL = "pagurus-reference";

    /** Ends a stream whose turn is committed; no other stream has it. */
    public static final String DONE = "data: [DONE]\n\n";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The whole answer as {@code chat.completion}. */
    public byte[] json(List<JsonNode> turn) {
        String answer = ChatMessages.answerOf(turn);
        ObjectNode body = head("chat.completion");
        body.putArray("choices")
                .addObject()
                .put("index", 0)
                .<ObjectNode>set("message", ChatMessages.assistant(answer))
                .put("finish_reason", "stop");
        int asked = 0;
        for (JsonNode message : turn) {
            if (!ChatMessages.role(message).equals("assistant")) {
                asked += Chunks.words(ChatMessages.text(message));
            }
        }
        int said = Chunks.words(answer);
        body.putObject("usage")
                .put("prompt_tokens", asked)
                .put("completion_tokens", said)
                .put("total_tokens", asked + said);
        return text(body).getBytes(StandardCharsets.UTF_8);
    }

    /** The stream's first event: who speaks. */
    public String opening() {
        ObjectNode delta = JsonNodeFactory.instance.objectNode();
        return event(delta.put("role", "assistant").put("content", ""), false);
    }

    /** The event of one chunk. */
    public String chunk(String content) {
        return event(JsonNodeFactory.instance.objectNode().put("content", content), false);
    }

    /** The last event before {@link #DONE}. */
    public String closing() {
        return event(JsonNodeFactory.instance.objectNode(), true);
    }

    private String event(ObjectNode delta, boolean last) {
        ObjectNode body = head("chat.completion.chunk");
        ObjectNode choice = body.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        if (last) {
            choice.put("finish_reason", "stop");
        } else {
            choice.putNull("finish_reason");
        }
        return "data: " + text(body) + "\n\n";
    }

    private ObjectNode head(String object) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", "chatcmpl-" + turnId)
                .put("object", object)
                .put("created", startedAt.getEpochSecond())
                .put("model", MODEL);
    }

    private static String text(ObjectNode body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("an answer that has no JSON", e);
        }
    }
}
