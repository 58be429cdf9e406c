package io.pagurus.node.store;

/** Immutable. What session-service answered. */
public sealed interface StoreReply<T> {

    record Answer<T>(T value) implements StoreReply<T> {}

    record Denied<T>(Denial denial) implements StoreReply<T> {}
}
