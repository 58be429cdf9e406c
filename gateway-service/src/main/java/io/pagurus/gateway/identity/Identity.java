package io.pagurus.gateway.identity;

/**
 * Immutable. What one turn request is called.
 *
 * @param minted whether the gateway named the session, so that the client has to be told
 * @param keyed whether the client named the turn, so that its own retry is the same turn
 */
public record Identity(
        String sessionId, boolean minted, String turnId, boolean keyed, String principal) {}
