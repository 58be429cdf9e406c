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

    /** The fold refused the write. */
    record Fenced(Reason reason, @Nullable SessionHeader current) implements Failure {}

    record DigestMismatch() implements Failure {}

    /** A step that must not be repeated has no result. */
    record Uncertain(String taskId) implements Failure {}

    record Quarantined() implements Failure {}

    record TooLarge(int bytes, int limit) implements Failure {}

    /** No verdict, or nothing to read from, in time. */
    record Unavailable(String why) implements Failure {}

    /** This failure as an exception, for JAX-RS to carry to {@link Problems}. */
    default FailureException thrown() {
        return new FailureException(this);
    }
}
