package io.pagurus.node.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Immutable. A chat completion that was asked for.
 *
 * @param messages what the turn adds to the history: those after the last one of the assistant
 * @param userText the last user message's text
 * @param stream whether the answer is wanted as SSE
 */
public record ChatRequest(List<JsonNode> messages, String userText, boolean stream)
        implements ChatParse {

    /** More than any history that a body within the limit sensibly has. */
    private static final int MAX_MESSAGES = 10_000;

    private static final Set<String> ROLES =
            Set.of("system", "developer", "user", "assistant", "tool");
    private static final ObjectMapper JSON = new ObjectMapper();

    public ChatRequest {
        messages = List.copyOf(messages);
    }

    public static ChatParse parse(byte[] body) {
        JsonNode root;
        try {
            root = JSON.readTree(body);
        } catch (IOException _) {
            return new Malformed("body", "a JSON object");
        }
        if (!root.isObject()) {
            return new Malformed("body", "a JSON object");
        }
        JsonNode stream = root.path("stream");
        if (!stream.isMissingNode() && !stream.isNull() && !stream.isBoolean()) {
            return new Malformed("stream", "true or false");
        }
        if (root.path("n").asInt(1) != 1) {
            return new Malformed("n", "1: a turn has one answer");
        }
        return ofMessages(root.path("messages"), stream.asBoolean());
    }

    private static ChatParse ofMessages(JsonNode messages, boolean stream) {
        if (!messages.isArray() || messages.isEmpty() || messages.size() > MAX_MESSAGES) {
            return new Malformed("messages", "an array of 1 to " + MAX_MESSAGES + " messages");
        }
        List<JsonNode> added = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            JsonNode message = messages.get(i);
            if (!ROLES.contains(ChatMessages.role(message))) {
                return new Malformed("messages[" + i + "].role", "one of " + sorted(ROLES));
            }
            if (ChatMessages.role(message).equals("assistant")) {
                added.clear();
            } else {
                added.add(message);
            }
        }
        return added.reversed().stream()
                .filter(message -> ChatMessages.role(message).equals("user"))
                .findFirst()
                .<ChatParse>map(user -> new ChatRequest(added, ChatMessages.text(user), stream))
                .orElseGet(() -> new Malformed("messages", "a user message after the assistant's"));
    }

    private static String sorted(Set<String> names) {
        return String.join(", ", names.stream().sorted().toList());
    }
}
