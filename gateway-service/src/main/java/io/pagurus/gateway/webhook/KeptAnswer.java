package io.pagurus.gateway.webhook;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * Immutable by convention. What an event's run was answered with, so far as it is remembered.
 *
 * @param whole false when the body was too long to be remembered, and is empty here
 */
public record KeptAnswer(int status, JsonObject headers, Buffer body, boolean whole) {

    /** Tells a duplicate that it is one. */
    static final String DUPLICATE = "X-Webhook-Duplicate";

    /** Of a duplicate's answer whose body is not remembered. */
    static final String NOT_KEPT = "body-not-kept";

    static JsonObject headers(MultiMap all, List<String> keep) {
        JsonObject kept = new JsonObject();
        keep.forEach(name -> keep(name, all, kept));
        // Without it nobody could read the body.
        keep("Content-Encoding", all, kept);
        return kept;
    }

    private static void keep(String name, MultiMap all, JsonObject kept) {
        String value = all.get(name);
        if (value != null) {
            kept.put(name, value);
        }
    }

    void answer(HttpServerResponse response) {
        response.setStatusCode(status);
        headers.forEach(
                header -> response.putHeader(header.getKey(), String.valueOf(header.getValue())));
        response.putHeader(DUPLICATE, whole ? "true" : NOT_KEPT);
        response.end(body);
    }
}
