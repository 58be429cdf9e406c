package io.pagurus.gateway.failure;

import io.pagurus.gateway.upstream.NodeFailure;

/** Immutable. What a gateway saw of one life of a node. */
public record Suspicion(String nodeId, long incarnation, NodeFailure failure) {}
