package io.pagurus.migration.move;

/** Immutable. What became of one session. */
public sealed interface Move {

    /** This migration's grant was accepted. */
    record Moved() implements Move {}

    /** Somebody else, such as a gateway, was first; or the session is no more. */
    record Overtaken() implements Move {}

    /** It is still with its node. */
    record Left(Reason reason) implements Move {}

    /** Why a session was left where it was. */
    enum Reason {
        /** The node is back in rotation, and may keep its sessions. */
        READMITTED,
        /** No healthy node takes sessions. */
        NO_TARGET,
        /** session-service gave no verdict in time. */
        NO_VERDICT,
        /** session-service does not do this. */
        REJECTED
    }
}
