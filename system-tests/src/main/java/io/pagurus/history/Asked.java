package io.pagurus.history;

import java.util.Objects;

/**
 * Immutable. What a client asked for, whether or not it was answered; a retry asks for nothing new.
 *
 * @param key the client's idempotency key
 * @param text the user's message
 */
public record Asked(String sessionId, String key, String text) {

    public Asked {
        Objects.requireNonNull(sessionId, "sessionId");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(text, "text");
    }
}
