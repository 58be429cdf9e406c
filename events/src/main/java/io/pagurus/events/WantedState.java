package io.pagurus.events;

/** What an operator wants of a node. */
public enum WantedState {
    /** Takes new sessions. */
    ACTIVE,
    /** Keeps what it has and takes no new sessions. */
    DRAINING
}
