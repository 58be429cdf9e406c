package io.pagurus.session.fold;

import java.util.Locale;

/** Immutable. Why the fold refuses an entry. */
public enum Reason {
    /** A grant that does not begin the epoch after the current one, or a first one too low. */
    EPOCH_CONFLICT,
    /** The writer's epoch has ended: the fence. */
    STALE_EPOCH,
    /** The writer claims an epoch that nobody granted. */
    UNKNOWN_EPOCH,
    /** The epoch is current, and belongs to another node. */
    NOT_OWNER,
    /** The owner has begun another start since: the fence within an epoch. */
    STALE_ATTEMPT,
    /** The writer claims a start that was not accepted. */
    UNKNOWN_ATTEMPT,
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
    TOO_MANY_STEPS,
    /** A planned move waits: the session begins nothing new. */
    FROZEN,
    /** The session is over. */
    CLOSED,
    /** Nobody used the session for long; a grant of the next epoch opens it anew. */
    EXPIRED,
    /** The session was deleted. */
    DELETED,
    /** The session is not as it was when the writer looked. */
    CHANGED_MEANWHILE,
    /** The agent's state has another version than the writer replaces. */
    VERSION_CONFLICT,
    /** The turn was left with steps that must not be repeated, and that nobody remembers. */
    UNCERTAIN_TURN,
    /** The queued task has come to its end, and this is not how. */
    TASK_SETTLED,
    /** The attempt is neither the queued task's last one nor the next. */
    ATTEMPT_CONFLICT,
    /** Nobody is at the queued task. */
    NOT_LEASED,
    /** The queued task has been begun as often as it may be; it can only be settled. */
    ATTEMPTS_EXHAUSTED,
    /** The session has as many open tasks as a header may hold. */
    TOO_MANY_TASKS;

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
