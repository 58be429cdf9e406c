package io.pagurus.session.fold;

import java.util.Locale;

/** Immutable. Why the fold refuses an entry. */
public enum Reason {
    /** A grant that does not begin the epoch after the current one. */
    EPOCH_CONFLICT,
    /** The writer's epoch has ended: the fence. */
    STALE_EPOCH,
    /** The writer claims an epoch that nobody granted. */
    UNKNOWN_EPOCH,
    /** The epoch is current, and belongs to another node. */
    NOT_OWNER,
    /** Nobody has opened the session. */
    UNKNOWN_SESSION,
    /** An entry of the session could not be read, so nothing after it can be trusted. */
    QUARANTINED,
    /** The turn's number is not the next one. */
    SEQ_GAP,
    /** The turn's number lies below the window of remembered turn ids: nobody can say any more. */
    TURN_ID_TOO_OLD,
    /** The turn id is known for another request. */
    DIGEST_MISMATCH,
    /** The turn id is in the history with another answer. */
    ANSWER_DIFFERS,
    /** The turn is not the one that runs. */
    NO_RUNNING_TURN,
    /** A result for a task that nobody intended. */
    UNKNOWN_TASK,
    /** The task id is known for another tool. */
    TASK_CONFLICT,
    /** An earlier owner began the task, left no result, and its tool must not be repeated. */
    UNCERTAIN_TASK,
    /** The turn has as many steps as a header may hold. */
    TOO_MANY_STEPS;

    private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The name on the wire, such as {@code stale-epoch}. */
    public String text() {
        return text;
    }

    /** Whether the writer is fenced: it is not, or no longer, the owner. */
    public boolean isFence() {
        return this == STALE_EPOCH || this == UNKNOWN_EPOCH || this == NOT_OWNER;
    }
}
