package io.pagurus.node.store;

/** Immutable. Who owns a session, and since which epoch. */
public record Ownership(long epoch, String node, String region) {}
