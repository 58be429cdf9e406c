package io.pagurus.gateway.affinity;

/** Immutable. The node that owns a session, and since which epoch, as far as we have heard. */
public record KnownOwner(String node, String region, long epoch) {}
