package io.pagurus.gateway.upstream;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;

/**
 * Immutable by convention. What is sent to whichever node gets it.
 *
 * @param uri path and query as the client sent them
 * @param headers ready to send, but for what depends on the node and the try
 */
public record NodeRequest(HttpMethod method, String uri, MultiMap headers, Payload payload) {}
