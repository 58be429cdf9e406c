package io.pagurus.history;

import java.util.Objects;

/**
 * Immutable. What a client was told: a turn's answer, received whole (JSON: 200 and the body to its
 * end; SSE: up to {@code data: [DONE]}).
 *
 * @param key the client's idempotency key
 * @param turnId the turn's id, as the answer named it
 * @param order rises with each telling, over all clients
 */
public record Told(String sessionId, String key, String turnId, String answer, long order) {

    public Told {
        Objects.requireNonNull(sessionId, "sessionId");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(turnId, "turnId");
        Objects.requireNonNull(answer, "answer");
    }
}
