package io.pagurus.local.net;

/** Immutable. Which way bytes go through a proxy. */
public enum Direction {
    /** From who connected to the server behind the proxy. */
    TO_SERVER,

    /** Back to who connected. */
    TO_CLIENT
}
