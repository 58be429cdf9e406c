package io.pagurus.gateway.edge;

import io.pagurus.gateway.held.HeldRequest;
import io.pagurus.gateway.problem.Problem;
import io.vertx.core.http.HttpServerRequest;

/** Thread-safe; its requests are event-loop confined. Turns requests away. */
final class Refusal {

    private Refusal() {}

    /**
     * Answers without reading on: the rest of an unwanted body would keep the connection busy. One
     * whose body has been read is good for the next request.
     */
    static void of(HttpServerRequest request, Problem problem) {
        if (request instanceof HeldRequest || request.isEnded()) {
            problem.answer(request.response());
        } else {
            request.response().putHeader("Connection", "close");
            problem.answer(request.response()).onComplete(_ -> request.connection().close());
        }
    }
}
