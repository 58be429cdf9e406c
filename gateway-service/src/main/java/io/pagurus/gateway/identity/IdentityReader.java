package io.pagurus.gateway.identity;

import io.vertx.core.MultiMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Thread-safe. Reads a request's session and turn from its headers and its cookie. */
public final class IdentityReader {

    public static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    /** In the order in which they are believed; the cookie comes after them. */
    static final List<String> SESSION_HEADERS =
            List.of(SessionHeaders.SESSION, SessionHeaders.OPENCLAW, SessionHeaders.MCP);

    private final IdSource ids;

    public IdentityReader(IdSource ids) {
        this.ids = ids;
    }

    /**
     * Reads it all, and mints what the client did not name.
     *
     * @param cookie the value of {@link SessionCookie#NAME}, null where there is none
     * @param principal who sends the request
     */
    public Identified read(MultiMap headers, @Nullable String cookie, String principal) {
        for (String header : SESSION_HEADERS) {
            String given = headers.get(header);
            if (given != null) {
                return IdSyntax.isId(given)
                        ? new Identified.As(
                                identity(headers, given, Identity.Source.HEADER, principal))
                        : new Identified.Unreadable(header, IdSyntax.EXPECTED);
            }
        }
        // A browser cannot mend a cookie, so a bad one is replaced where a bad header is refused.
        return cookie != null && IdSyntax.isId(cookie)
                ? new Identified.As(identity(headers, cookie, Identity.Source.COOKIE, principal))
                : new Identified.As(
                        identity(headers, ids.next(), Identity.Source.MINTED, principal));
    }

    /** The session that a request names, without minting one; null where it names none. */
    public static @Nullable String named(MultiMap headers, @Nullable String cookie) {
        for (String header : SESSION_HEADERS) {
            String given = headers.get(header);
            if (given != null) {
                return IdSyntax.isId(given) ? given : null;
            }
        }
        return cookie != null && IdSyntax.isId(cookie) ? cookie : null;
    }

    /** Whether a header names the session: a cookie is sent by itself. */
    public static boolean namesByHeader(MultiMap headers) {
        for (String header : SESSION_HEADERS) {
            if (headers.contains(header)) {
                return true;
            }
        }
        return false;
    }

    private Identity identity(
            MultiMap headers, String sessionId, Identity.Source source, String principal) {
        String key = headers.get(IDEMPOTENCY_KEY);
        boolean keyed = key != null && !key.isBlank();
        String turnId = keyed ? IdSyntax.turnId(principal, key) : ids.next();
        return new Identity(sessionId, source, turnId, keyed, principal);
    }
}
