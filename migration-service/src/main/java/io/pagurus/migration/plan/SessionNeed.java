package io.pagurus.migration.plan;

/**
 * Immutable. A session that cannot wait for its next request.
 *
 * @param epoch of the owner that it is left with
 */
public record SessionNeed(String sessionId, long epoch, Urgency urgency) {

    /** Why it cannot wait, the most urgent first. */
    public enum Urgency {
        /** A client looks at a stream that stopped. */
        STREAMING,
        /** A client waits for an answer. */
        RUNNING_TURN,
        /** A tool's step has no result yet. */
        PENDING_TASKS
    }
}
