package io.pagurus.gateway.upstream;

import io.pagurus.gateway.forwarding.HeaderPolicy;
import io.pagurus.gateway.rules.RuleSection;

/**
 * Immutable. How the edge speaks to a node.
 *
 * @param headers what the node is told of clients
 * @param protocol WebSockets are asked for in HTTP/1.1 whatever it is
 */
public record NodeManner(HeaderPolicy headers, Protocol protocol) {

    /** A version of HTTP; both without TLS or with it, as the node's URL has it. */
    public enum Protocol {
        HTTP1,
        /** Without TLS by prior knowledge. */
        HTTP2
    }

    public static final NodeManner DEFAULT = new NodeManner(HeaderPolicy.DEFAULT, Protocol.HTTP1);

    /** Reads it from what is said of a node. */
    public static NodeManner read(RuleSection section) {
        return new NodeManner(
                HeaderPolicy.read(section),
                section.choice("protocol", Protocol.class, Protocol.HTTP1));
    }
}
