package io.pagurus.gateway.upstream;

import io.vertx.core.MultiMap;

/**
 * Thread-safe; called on event loops. Adds to a request what a node wants to see before it serves
 * the edge. A client's own {@code Authorization} never reaches a node: it is between client and
 * edge.
 */
@FunctionalInterface
public interface NodeCredentials {

    /** Nodes that ask for nothing. */
    NodeCredentials NONE = (_, _) -> {};

    void addTo(MultiMap headers, String nodeId);
}
