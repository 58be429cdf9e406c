package io.pagurus.events;

/** What health-service decided of a node. */
public enum NodeHealth {
    /** Registered, and not yet seen ready: takes no sessions. */
    JOINING,
    /** In rotation. */
    HEALTHY,
    /** Out of rotation; its sessions are taken over. */
    EJECTED
}
