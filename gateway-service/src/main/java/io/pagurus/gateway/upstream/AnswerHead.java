package io.pagurus.gateway.upstream;

import io.vertx.core.MultiMap;

/** Immutable by convention. What a node's answer begins with. */
public record AnswerHead(int statusCode, String statusMessage, MultiMap headers) {}
