package io.pagurus.gateway.problem;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/**
 * Immutable. Why the edge itself does not do what was asked, as RFC 9457 has it. Says nothing of
 * bodies or credentials.
 *
 * @param retryable whether the same request with the same key may be sent again
 */
public record Problem(
        int status, String type, String title, String detail, boolean retryable, JsonObject more) {

    public static final String CONTENT_TYPE = "application/problem+json";

    private static final String TYPES = "urn:pagurus:problem:";

    /** Seconds; a takeover is through by then, or the fleet has an operator's problem. */
    private static final String RETRY_AFTER = "1";

    public static Problem badRequest(String field, String expected) {
        return new Problem(
                400,
                TYPES + "bad-request",
                "The request cannot be used as it is",
                field + " is not as expected",
                false,
                new JsonObject().put("field", field).put("expected", expected));
    }

    public static Problem methodNotServed(String method) {
        return new Problem(
                405,
                TYPES + "bad-request",
                "The method is not served here",
                method + " is not served here",
                false,
                new JsonObject().put("field", "method").put("expected", "not " + method));
    }

    /** The sender has to say, or to prove, who it is. */
    public static Problem unauthorized(String detail, String expected) {
        return new Problem(
                401,
                TYPES + "unauthorized",
                "The sender is not known",
                detail,
                false,
                new JsonObject().put("field", "Authorization").put("expected", expected));
    }

    /** The sender is known, and may not. */
    public static Problem forbidden(String detail) {
        return new Problem(
                403,
                TYPES + "forbidden",
                "The sender may not do this",
                detail,
                false,
                new JsonObject());
    }

    /**
     * The sender comes more often than it may.
     *
     * @param seconds until it may come again
     */
    public static Problem tooOften(long seconds) {
        return new Problem(
                429,
                TYPES + "rate-limited",
                "The sender comes too often",
                "The next request is let in in " + seconds + " s",
                true,
                new JsonObject().put("retryAfter", seconds));
    }

    /** Says no more of somebody else's session than that it is not for the sender. */
    public static Problem foreignSession() {
        return forbidden("The session is not for its sender");
    }

    /** No route of the rules is for the request. */
    public static Problem noRoute() {
        return new Problem(
                404,
                TYPES + "no-route",
                "Nothing is served here",
                "No route is for this host, path and method",
                false,
                new JsonObject());
    }

    /** A part of the head is longer than the edge reads. */
    public static Problem headTooLarge(int status, String field) {
        return new Problem(
                status,
                TYPES + "too-large",
                "The request head is too large",
                field + " is longer than allowed",
                false,
                new JsonObject().put("field", field).put("expected", "a shorter one"));
    }

    public static Problem versionNotServed() {
        return new Problem(
                505,
                TYPES + "bad-request",
                "HTTP Version Not Supported",
                "This version of HTTP is not served here",
                false,
                new JsonObject().put("field", "version").put("expected", "HTTP/1.1 or HTTP/2"));
    }

    /** What the client began to send did not come in time. */
    public static Problem tooSlow() {
        return new Problem(
                408,
                TYPES + "too-slow",
                "Request Timeout",
                "The request did not come in time",
                true,
                new JsonObject());
    }

    public static Problem tooLarge(long maxBytes) {
        return new Problem(
                413,
                TYPES + "too-large",
                "The body is too large",
                "A body may have " + maxBytes + " bytes",
                false,
                new JsonObject().put("field", "body").put("expected", "at most " + maxBytes));
    }

    public static Problem unavailable(String detail) {
        return unavailable(detail, true);
    }

    public static Problem unavailable(String detail, boolean retryable) {
        return new Problem(
                503, TYPES + "unavailable", "No answer now", detail, retryable, new JsonObject());
    }

    /**
     * The nodes are at their limits.
     *
     * @param ahead how many wait already
     */
    public static Problem overloaded(int ahead) {
        return new Problem(
                503,
                TYPES + "overloaded",
                "The nodes are at their limits",
                "Nothing was begun; later there may be room",
                true,
                new JsonObject().put("ahead", ahead));
    }

    /**
     * It waited, and its turn did not come.
     *
     * @param before how many were before it still
     */
    public static Problem queued(String detail, int before) {
        return new Problem(
                503,
                TYPES + "unavailable",
                "No answer now",
                detail,
                true,
                new JsonObject().put("position", before + 1));
    }

    /** The client's part of a stream is not the beginning of the turn's answer any more. */
    public static Problem streamLost(String detail) {
        return new Problem(
                502,
                TYPES + "stream-lost",
                "The stream cannot be continued",
                detail,
                true,
                new JsonObject());
    }

    /** The edge's own fault; what was begun, if anything, nobody can tell. */
    public static Problem broken() {
        return new Problem(
                500,
                TYPES + "internal",
                "The edge has failed",
                "The request broke off inside the edge",
                false,
                new JsonObject());
    }

    /** session-service said no, for a reason that is the client's to know. */
    public static Problem refused(int status, String detail) {
        return new Problem(
                status,
                TYPES + "session-refused",
                "The session cannot be used",
                detail,
                false,
                new JsonObject());
    }

    public JsonObject json() {
        return new JsonObject()
                .put("type", type)
                .put("title", title)
                .put("status", status)
                .put("detail", detail)
                .put("retryable", retryable)
                .mergeIn(more);
    }

    /** Answers with it. Headers that the response already has stay. */
    public Future<Void> answer(HttpServerResponse response) {
        response.setStatusCode(status).putHeader("Content-Type", CONTENT_TYPE);
        if (status == 503 && !response.headers().contains("Retry-After")) {
            response.putHeader("Retry-After", RETRY_AFTER);
        }
        return response.end(json().toBuffer());
    }

    /** It as the last event of an SSE stream. */
    public Buffer asEvent() {
        return errorEvent(json());
    }

    /** A node's own problem as the last event of an SSE stream. */
    public static Buffer errorEvent(JsonObject problem) {
        return Buffer.buffer("event: error\ndata: " + problem.encode() + "\n\n");
    }
}
