package io.pagurus.events;

import java.util.Objects;

/**
 * Immutable. The node that may extend a session's history, and the region that it is in.
 *
 * @param node the node's id in the registry, such as {@code hk-1}
 * @param region the region's id, such as {@code hk}
 */
public record Owner(String node, String region) {

    public Owner {
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(region, "region");
    }
}
