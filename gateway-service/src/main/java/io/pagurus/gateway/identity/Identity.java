package io.pagurus.gateway.identity;

/**
 * Immutable. What one turn request is called.
 *
 * @param source who named the session
 * @param keyed whether the client named the turn, so that its own retry is the same turn
 * @param principal who sends it
 */
public record Identity(
        String sessionId, Source source, String turnId, boolean keyed, String principal) {

    /** Where a session's name comes from. */
    public enum Source {
        HEADER,
        /** Sent by a browser, which does not choose it for each request. */
        COOKIE,
        MINTED
    }

    /** Whether the gateway named the session, so that the client has to be told. */
    public boolean minted() {
        return source == Source.MINTED;
    }
}
