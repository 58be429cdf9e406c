package io.pagurus.gateway.relay;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.impl.headers.HeadersMultiMap;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Thread-safe. Which headers pass the edge.
 *
 * <p>Source: RFC 9110 §7.6.1; {@code Proxy-Connection} and {@code Keep-Alive} are older than it and
 * still sent.
 */
public final class EndToEndHeaders {

    private static final HeaderNames HOP_BY_HOP =
            HeaderNames.of(
                    "Connection",
                    "Keep-Alive",
                    "Proxy-Authenticate",
                    "Proxy-Authorization",
                    "Proxy-Connection",
                    "TE",
                    "Trailer",
                    "Transfer-Encoding",
                    "Upgrade");

    /** What only the edge may say to a node, and what is between the client and the edge. */
    private static final HeaderNames NOT_FROM_A_CLIENT =
            HeaderNames.of(
                    "Authorization",
                    "Expect",
                    "Forwarded",
                    "Host",
                    "X-API-Key",
                    "X-Forwarded-For",
                    "X-Forwarded-Host",
                    "X-Forwarded-Port",
                    "X-Forwarded-Prefix",
                    "X-Forwarded-Proto",
                    "X-Real-IP",
                    "X-Session-Epoch",
                    "X-Session-ID",
                    "X-Turn-ID");

    /** What the edge says to the client in a node's place. */
    private static final HeaderNames NOT_FROM_A_NODE =
            HeaderNames.of("X-Session-Epoch", "X-Session-ID", "X-Turn-ID", "X-Turn-Replayable");

    /** What says how a message is to be read cannot come behind it. Source: RFC 9110 §6.5.1. */
    private static final HeaderNames NOT_BEHIND_A_BODY =
            HeaderNames.of(
                    "Authorization",
                    "Cache-Control",
                    "Content-Encoding",
                    "Content-Length",
                    "Content-Range",
                    "Content-Type",
                    "Host",
                    "Location",
                    "Set-Cookie",
                    "X-Session-Epoch",
                    "X-Session-ID",
                    "X-Turn-ID");

    private EndToEndHeaders() {}

    /** Copies what a client may see of a node's trailers. */
    public static void copyTrailers(MultiMap from, MultiMap to) {
        copy(from, to, NOT_BEHIND_A_BODY);
    }

    /** Copies what a node may see of a client's request. */
    public static void copyRequest(MultiMap from, MultiMap to) {
        copy(from, to, NOT_FROM_A_CLIENT);
    }

    /** Copies what a client may see of a node's answer. */
    public static void copyAnswer(MultiMap from, MultiMap to) {
        copy(from, to, NOT_FROM_A_NODE);
    }

    private static void copy(MultiMap from, MultiMap to, HeaderNames held) {
        HeaderNames named = namedInConnection(from);
        if (from instanceof HeadersMultiMap parsed) {
            // As they were parsed: no string is made of any of them.
            Iterator<Map.Entry<CharSequence, CharSequence>> each = parsed.iteratorCharSequence();
            while (each.hasNext()) {
                Map.Entry<CharSequence, CharSequence> header = each.next();
                copy(header.getKey(), header.getValue(), to, held, named);
            }
        } else {
            from.forEach((name, value) -> copy(name, value, to, held, named));
        }
    }

    private static void copy(
            CharSequence name,
            CharSequence value,
            MultiMap to,
            HeaderNames held,
            HeaderNames named) {
        if (!HOP_BY_HOP.contains(name) && !held.contains(name) && !named.contains(name)) {
            to.add(name, value);
        }
    }

    private static HeaderNames namedInConnection(MultiMap headers) {
        if (!headers.contains(HttpHeaders.CONNECTION)) {
            return HeaderNames.NONE;
        }
        List<String> named = new ArrayList<>();
        for (String value : headers.getAll(HttpHeaders.CONNECTION)) {
            int from = 0;
            for (int comma; (comma = value.indexOf(',', from)) >= 0; from = comma + 1) {
                named.add(value.substring(from, comma).trim());
            }
            named.add(value.substring(from).trim());
        }
        return HeaderNames.of(named.toArray(String[]::new));
    }
}
