package io.pagurus.session.api;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Immutable. How large the parts of a request may be; throws the failure that names the part. */
@Singleton
final class Sizes {

    private final ApiSettings.Limits limits;

    @Inject
    Sizes(ApiSettings settings) {
        this.limits = settings.limits();
    }

    JsonNode agentState(String field, JsonNode state) {
        return within(field, state, limits.agentState().asLongValue());
    }

    JsonNode taskInput(JsonNode input) {
        return within("input", input, limits.taskInput().asLongValue());
    }

    JsonNode taskResult(JsonNode result) {
        return within("result", result, limits.taskResult().asLongValue());
    }

    List<JsonNode> messages(List<JsonNode> messages) {
        if (messages.size() > limits.messages()) {
            throw new Failure.BadRequest("messages", "at most " + limits.messages() + " messages")
                    .thrown();
        }
        long bytes = messages.stream().mapToLong(Sizes::bytes).sum();
        refuseAbove("messages", bytes, limits.messageBytes().asLongValue());
        return messages;
    }

    private static JsonNode within(String field, JsonNode value, long limit) {
        refuseAbove(field, bytes(value), limit);
        return value;
    }

    private static void refuseAbove(String field, long bytes, long limit) {
        if (bytes > limit) {
            throw new Failure.TooLarge(field, bytes, limit).thrown();
        }
    }

    /** As the journal writes it. */
    private static long bytes(JsonNode value) {
        return value.toString().getBytes(StandardCharsets.UTF_8).length;
    }
}
