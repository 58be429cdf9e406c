package io.pagurus.session.api;

import io.pagurus.session.fold.Reason;
import io.pagurus.session.fold.SessionHeader;
import org.jspecify.annotations.Nullable;

/** Immutable. Why a call has no answer; {@link Problems} says what the caller is told. */
sealed interface Failure {

    /** The request is not what it should be. */
    record BadRequest(String field, String expected) implements Failure {}

    /** The caller speaks for a node that it is not. */
    record OtherNode(String node) implements Failure {}

    record UnknownSession(String sessionId) implements Failure {}

    /** The grant does not follow the current epoch. */
    record EpochConflict(@Nullable SessionView current) implements Failure {}

    /** The writer is not, or no longer, the session's owner. */
    record Fenced(Reason reason, @Nullable SessionHeader current) implements Failure {}

    /** The owner's write is at odds with what the session is; to repeat it does not help. */
    record Conflict(Reason reason, @Nullable SessionHeader current) implements Failure {}

    /** A planned move waits: the session begins nothing new for a moment. */
    record Frozen(@Nullable SessionHeader current) implements Failure {}

    /** The session's content went as nobody used it; a grant opens it anew. */
    record Expired(@Nullable SessionHeader current) implements Failure {}

    /** The session is closed or deleted. */
    record Over(Reason reason, @Nullable SessionHeader current) implements Failure {}

    record DigestMismatch(@Nullable SessionHeader current) implements Failure {}

    /**
     * A tool that must not be called again may have been called.
     *
     * @param taskId the task; null where the whole turn is meant
     */
    record Uncertain(Reason reason, @Nullable String taskId, @Nullable SessionHeader current)
            implements Failure {}

    record Quarantined(@Nullable SessionHeader current) implements Failure {}

    /** A part of the request, or all of it, is larger than it may be. */
    record TooLarge(String field, long bytes, long limit) implements Failure {}

    /** Another instance sent it here, but the session's partition is not here. */
    record Misdirected() implements Failure {}

    /** No verdict, or nothing to read from, in time. */
    record Unavailable(String why) implements Failure {}

    /** This failure as an exception, for JAX-RS to carry to {@link Problems}. */
    default FailureException thrown() {
        return new FailureException(this);
    }
}
