package io.pagurus.node.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Immutable. One call of a tool within a turn.
 *
 * @param taskId {@code step-1}, {@code step-2} …
 * @param idempotent whether the call may be repeated when it is not known whether it happened
 */
public record ToolStep(String taskId, String tool, boolean idempotent) {

    private static final int SHOWN_DIGITS = 8;

    public static List<ToolStep> of(Directives directives) {
        boolean once = directives.effectOnce();
        return IntStream.rangeClosed(1, directives.tools())
                .mapToObj(i -> new ToolStep("step-" + i, once ? "mail" : "clock", !once))
                .toList();
    }

    /** What the tool answers; it follows from the turn and the step alone. */
    public JsonNode result(String turnId) {
        String digest =
                HistoryDigest.of((turnId + "\u001f" + taskId).getBytes(StandardCharsets.UTF_8));
        return JsonNodeFactory.instance
                .objectNode()
                .put("content", taskId + " says " + digest.substring(0, SHOWN_DIGITS));
    }
}
