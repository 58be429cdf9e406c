package io.pagurus.node.turn;

import io.pagurus.node.store.Ownership;
import io.pagurus.node.store.StoredTurn;
import org.jspecify.annotations.Nullable;

/** Immutable. How a turn ended. */
public sealed interface TurnOutcome {

    /** It is in the history, by this run or an earlier one. */
    record Committed(StoredTurn turn) implements TurnOutcome {}

    /** This node does not own the session, or not under that epoch. */
    record Fenced(@Nullable Ownership current) implements TurnOutcome {}

    /**
     * session-service refused it though this node owns the session.
     *
     * @param type the last part of the problem's type, such as {@code conflict}
     * @param reason the fold's, such as {@code answer-differs}
     */
    record Refused(String type, String reason, boolean retryable) implements TurnOutcome {}

    /** A tool may or may not have been called, and must not be called twice. */
    record Uncertain(String taskId, String tool) implements TurnOutcome {}

    /** The model or a tool failed; nothing was committed. */
    record Failed(String reason) implements TurnOutcome {}

    /** The turn id belongs to another request. */
    record DigestMismatch() implements TurnOutcome {}

    /** The session takes no turns until an operator has acted. */
    record Quarantined() implements TurnOutcome {}

    /** Not now; whether it was committed is not known where session-service gave no verdict. */
    record Unavailable(String reason) implements TurnOutcome {}
}
