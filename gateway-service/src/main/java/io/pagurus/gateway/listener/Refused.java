package io.pagurus.gateway.listener;

import io.pagurus.gateway.problem.Problem;
import io.vertx.core.http.HttpServerRequest;

/** Immutable. What a client hears whose bytes were no request. */
public final class Refused {

    private Refused() {}

    public static Problem problem(HttpServerRequest request) {
        return Refusal.problem(request.decoderResult().cause());
    }
}
