package io.pagurus.node.turn;

/** Immutable. Who this node is. */
public record NodeIdentity(String nodeId, String region) {}
