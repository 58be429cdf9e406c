package io.pagurus.gateway.identity;

import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe. How a node hears of a request's session. Nodes go by different headers, and none may
 * be sent into a session that nobody checked.
 */
public final class SessionHeaders {

    static final String SESSION = "X-Session-ID";
    static final String OPENCLAW = "x-openclaw-session-key";
    static final String MCP = "Mcp-Session-Id";

    private SessionHeaders() {}

    /**
     * Names the session that was checked, and takes away what names another.
     *
     * @param headers to the node, with those of the client that may pass
     * @param session null where none was checked
     */
    public static void name(MultiMap headers, @Nullable String session) {
        if (session == null) {
            headers.remove(OPENCLAW);
            return;
        }
        headers.set(SESSION, session);
        if (headers.contains(OPENCLAW)) {
            headers.set(OPENCLAW, session);
        }
        if (headers.contains(MCP) && !headers.getAll(MCP).stream().allMatch(session::equals)) {
            headers.remove(MCP);
        }
    }

    /**
     * The session that a node has opened for its client, by the protocol that has nodes do so; null
     * when it has opened none.
     *
     * <p>Source: the Model Context Protocol, "Streamable HTTP", session management.
     */
    public static @Nullable String opened(MultiMap answer) {
        String id = answer.get(MCP);
        return id != null && IdSyntax.isId(id) ? id : null;
    }
}
