package io.pagurus.drill;

/**
 * Immutable. One turn as a client asks for it; every retry sends the same bytes under the same key.
 */
public record TurnRequest(String sessionId, String key, String text, boolean streaming) {}
