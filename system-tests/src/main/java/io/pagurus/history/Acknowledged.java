package io.pagurus.history;

import java.util.Objects;

/**
 * Immutable. A write that a node or a gateway was told is made so; of commits see {@link Told}.
 *
 * @param epoch under which it was written; of a grant, the granted one
 * @param turnId empty for a grant
 * @param taskId empty for a grant and a start
 */
public record Acknowledged(
        String sessionId, What what, long epoch, String node, String turnId, String taskId) {

    /** What was written. */
    public enum What {
        GRANT,
        START,
        INTENT,
        RESULT
    }

    public Acknowledged {
        Objects.requireNonNull(sessionId, "sessionId");
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(turnId, "turnId");
        Objects.requireNonNull(taskId, "taskId");
    }
}
