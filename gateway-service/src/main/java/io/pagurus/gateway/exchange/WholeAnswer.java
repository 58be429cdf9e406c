package io.pagurus.gateway.exchange;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

/** Immutable by convention. A node's answer that has come in full. */
record WholeAnswer(int status, String reason, MultiMap headers, Buffer body) {

    private static final String FENCED = "urn:pagurus:problem:fenced";

    /** The node says that it is not the session's owner (any more). */
    boolean isFenced() {
        return status == 409 && FENCED.equals(problem().getValue("type"));
    }

    /** The node cannot now: it drains, or session-service is away. */
    boolean isBusy() {
        return status == 503 && Boolean.TRUE.equals(problem().getValue("retryable"));
    }

    /** The body as a problem; empty when it is none. */
    JsonObject problem() {
        String type = headers.get("Content-Type");
        if (type == null || !type.startsWith("application/problem+json")) {
            return new JsonObject();
        }
        try {
            return body.toJsonObject();
        } catch (DecodeException | ClassCastException notAsAgreed) {
            return new JsonObject();
        }
    }
}
