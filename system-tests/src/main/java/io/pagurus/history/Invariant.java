package io.pagurus.history;

/** What must hold after every run, whatever was broken in the middle of it. */
public enum Invariant {
    /** A turn that a client was told of is in the accepted history, with the same answer. */
    TOLD_IS_KEPT,
    /** No turn is in the history twice, under one id or two, nor told twice with a difference. */
    TURN_ONCE,
    /** Turns follow each other in the history as they were told, without a gap in their numbers. */
    ORDER_KEPT,
    /** Each epoch has one accepted owner, and each follows the one before it. */
    ONE_OWNER_AN_EPOCH,
    /** Nothing is accepted from a writer that is not the owner of the epoch at that point. */
    NO_STALE_WRITE,
    /** A session's picture in Redis is what the journal says up to the picture's offset. */
    VIEW_EQUALS_FOLD,
    /** A task has at most one accepted result. */
    ONE_RESULT_A_TASK,
    /** What session-service told the others of the journal is what the fold says of it. */
    PROJECTION_EQUALS_FOLD,
    /** A write that a node or a gateway was told of is in the journal, and not refused. */
    ACKNOWLEDGED_IS_WRITTEN,
    /** A history that anybody read is a beginning of the accepted one. */
    READ_IS_HISTORY,
    /** A snapshot's rows are what the fold says at the snapshot's position. */
    SNAPSHOT_EQUALS_FOLD,
    /** Once nothing is broken any more, every session serves within a bound. */
    SERVES_AGAIN
}
