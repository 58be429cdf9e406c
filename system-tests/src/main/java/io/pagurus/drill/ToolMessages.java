package io.pagurus.drill;

import io.pagurus.drill.Transcript.Message;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Immutable. What the reference node's tools say: it follows from the turn's id and the step alone,
 * so that a client can know a part of the history that it was never told. Pure.
 */
final class ToolMessages {

    private static final int SHOWN_BYTES = 4;

    private ToolMessages() {}

    static List<Message> of(String turnId, int steps) {
        return IntStream.rangeClosed(1, steps)
                .mapToObj(step -> new Message("tool", content(turnId, "step-" + step)))
                .toList();
    }

    private static String content(String turnId, String task) {
        byte[] digest =
                Transcript.sha256()
                        .digest((turnId + '\u001F' + task).getBytes(StandardCharsets.UTF_8));
        return task + " says " + HexFormat.of().formatHex(digest, 0, SHOWN_BYTES);
    }
}
