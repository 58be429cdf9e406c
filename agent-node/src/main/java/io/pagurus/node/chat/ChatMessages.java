package io.pagurus.node.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Thread-safe. Messages as the chat API has them: read and made. */
public final class ChatMessages {

    private ChatMessages() {}

    public static String role(JsonNode message) {
        return message.path("role").asText();
    }

    /** The message's text: its content, or its text parts in a row; empty where it has none. */
    public static String text(JsonNode message) {
        JsonNode content = message.path("content");
        if (content.isTextual()) {
            return content.textValue();
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            if (part.path("type").asText().equals("text")) {
                text.append(part.path("text").asText());
            }
        }
        return text.toString();
    }

    public static ObjectNode assistant(String content) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("role", "assistant")
                .put("content", content);
    }

    public static ObjectNode toolResult(String taskId, String content) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("role", "tool")
                .put("tool_call_id", taskId)
                .put("content", content);
    }

    /** The answer of a turn: the text of its last message from the assistant. */
    public static String answerOf(List<JsonNode> turn) {
        for (JsonNode message : turn.reversed()) {
            if (role(message).equals("assistant")) {
                return text(message);
            }
        }
        return "";
    }
}
