package io.pagurus.node.store;

import org.jspecify.annotations.Nullable;

/** Immutable. Why session-service did not do what it was asked. */
public sealed interface Denial {

    /** This node is not the owner, or not under that epoch. */
    record Fenced(@Nullable Ownership current) implements Denial {}

    /**
     * This node is the owner, and its write is at odds with what the session is: an answer that
     * differs, a task that is uncertain, a session that is frozen, closed or deleted.
     *
     * @param type the last part of the problem's type
     * @param reason the fold's
     * @param retryable whether the turn may be asked for again
     */
    record Refused(String type, String reason, boolean retryable) implements Denial {}

    /**
     * Another start under this epoch came after the one that writes.
     *
     * @param last its number
     */
    record Replaced(long last) implements Denial {}

    /** No such session. */
    record UnknownSession() implements Denial {}

    /** The turn id was used with another request body. */
    record DigestMismatch() implements Denial {}

    /** The session takes no writes: its part of the journal cannot be read. */
    record Quarantined() implements Denial {}

    /** It will not do this, however often it is asked: too large, or not understood. */
    record Rejected(int status) implements Denial {}

    /** No verdict: unreachable, too slow, or not able to say. The call may be made again. */
    record Away(String why) implements Denial {}
}
