package io.pagurus.gateway.exchange;

import io.pagurus.gateway.held.HeldRequest;
import io.pagurus.gateway.listener.RequestHead;
import io.pagurus.gateway.problem.Problem;
import io.vertx.core.http.HttpServerRequest;

/** Thread-safe; its requests are event-loop confined. Turns requests away. */
public final class Refusal {

    /** Source: RFC 9113 §8.1. */
    private static final long NO_ERROR = 0;

    private Refusal() {}

    /**
     * Answers without reading on: the rest of an unwanted body would keep the connection busy. One
     * whose body has been read is good for the next request.
     */
    public static void of(HttpServerRequest request, Problem problem) {
        if (request instanceof HeldRequest || request.isEnded()) {
            problem.answer(request.response());
        } else if (RequestHead.isHttp2(request)) {
            // The answer stands, and the rest is not wanted; the other streams go on.
            problem.answer(request.response()).onSuccess(_ -> request.response().reset(NO_ERROR));
        } else {
            request.response().putHeader("Connection", "close");
            problem.answer(request.response()).onComplete(_ -> request.connection().close());
        }
    }
}
