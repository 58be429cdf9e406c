package io.pagurus.gateway.upstream;

import io.vertx.core.MultiMap;

/**
 * Thread-safe; called on event loops. Adds to a request what a node wants to see before it serves
 * the edge. A client's own {@code Authorization} never reaches a node: it is between client and
 * edge.
 */
public interface NodeCredentials {

    /** Nodes that ask for nothing. */
    NodeCredentials NONE =
            new NodeCredentials() {
                @Override
                public boolean isNone() {
                    return true;
                }

                @Override
                public void addTo(MultiMap headers, String nodeId) {}
            };

    /** Whether there is nothing to add for any node, so that nobody has to ask for one. */
    boolean isNone();

    /** Takes out what a client has sent in their place, and adds a node's own. */
    void addTo(MultiMap headers, String nodeId);

    /** Takes out of an answer's headers what must not be seen of it. */
    default void hideIn(MultiMap answer, String nodeId) {}
}
