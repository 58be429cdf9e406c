package io.pagurus.gateway.identity;

/** Immutable. The cookie that carries the name of a session which the gateway has made. */
public final class SessionCookie {

    public static final String NAME = "session_id";

    private SessionCookie() {}

    /**
     * A {@code Set-Cookie} for a session.
     *
     * @param secure whether the client came through TLS
     */
    public static String of(String sessionId, boolean secure) {
        return NAME
                + "="
                + sessionId
                + "; Path=/; HttpOnly; SameSite=Lax"
                + (secure ? "; Secure" : "");
    }

    /** A {@code Set-Cookie} that ends it: who signs in as somebody else begins anew. */
    public static String gone() {
        return NAME + "=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax";
    }
}
