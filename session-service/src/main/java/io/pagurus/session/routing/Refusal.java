package io.pagurus.session.routing;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;

/** Immutable. Why a request is not sent on, and the problem that its caller is told (RFC 9457). */
enum Refusal {
    UNAVAILABLE(503, "unavailable", "Unavailable", true),
    TOO_LARGE(413, "too-large", "Too large", false),
    TOO_SLOW(408, "request-timeout", "Request timeout", true);

    private final int status;
    private final String type;
    private final String title;
    private final boolean retryable;

    Refusal(int status, String type, String title, boolean retryable) {
        this.status = status;
        this.type = type;
        this.title = title;
        this.retryable = retryable;
    }

    /**
     * Answers with it, unless there is an answer already.
     *
     * @param why without quotes or line breaks
     */
    Future<Void> answer(HttpServerResponse response, String why) {
        if (response.ended() || response.closed()) {
            return Future.succeededFuture();
        }
        response.setStatusCode(status).putHeader("Content-Type", "application/problem+json");
        if (this == UNAVAILABLE) {
            response.putHeader("Retry-After", "1");
        }
        return response.end(
                """
                {"type":"urn:pagurus:problem:%s","title":"%s",\
                "status":%d,"detail":"%s","retryable":%b}\
                """
                        .formatted(type, title, status, why, retryable));
    }
}
