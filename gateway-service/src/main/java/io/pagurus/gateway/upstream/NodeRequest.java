package io.pagurus.gateway.upstream;

import io.pagurus.gateway.forwarding.Origin;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;

/**
 * Immutable by convention. What is sent to whichever node gets it.
 *
 * @param uri path and query as the client sent them
 * @param headers ready to send, but for what depends on the node and the try
 * @param origin who asks
 * @param http2 whether it goes in HTTP/2
 */
public record NodeRequest(
        HttpMethod method,
        String uri,
        MultiMap headers,
        Payload payload,
        Origin origin,
        boolean http2) {

    public NodeRequest(
            HttpMethod method, String uri, MultiMap headers, Payload payload, Origin origin) {
        this(method, uri, headers, payload, origin, false);
    }

    /** The same for a node that is spoken to in another manner. */
    public NodeRequest in(NodeManner manner) {
        return manner.equals(NodeManner.DEFAULT)
                ? this
                : new NodeRequest(
                        method,
                        uri,
                        manner.headers().applyTo(headers, origin),
                        payload,
                        origin,
                        manner.protocol() == NodeManner.Protocol.HTTP2);
    }
}
