package io.pagurus.gateway.relay;

import io.vertx.core.MultiMap;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Thread-safe. Which headers pass the edge.
 *
 * <p>Source: RFC 9110 §7.6.1; {@code Proxy-Connection} and {@code Keep-Alive} are older than it and
 * still sent.
 */
public final class EndToEndHeaders {

    private static final Set<String> HOP_BY_HOP =
            names(
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
    private static final Set<String> NOT_FROM_A_CLIENT =
            names(
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
    private static final Set<String> NOT_FROM_A_NODE =
            names("X-Session-Epoch", "X-Session-ID", "X-Turn-ID", "X-Turn-Replayable");

    private EndToEndHeaders() {}

    /** Copies what a node may see of a client's request. */
    public static void copyRequest(MultiMap from, MultiMap to) {
        copy(from, to, NOT_FROM_A_CLIENT);
    }

    /** Copies what a client may see of a node's answer. */
    public static void copyAnswer(MultiMap from, MultiMap to) {
        copy(from, to, NOT_FROM_A_NODE);
    }

    private static void copy(MultiMap from, MultiMap to, Set<String> held) {
        Set<String> named = namedInConnection(from);
        for (Map.Entry<String, String> header : from) {
            String name = header.getKey();
            if (!HOP_BY_HOP.contains(name) && !held.contains(name) && !named.contains(name)) {
                to.add(name, header.getValue());
            }
        }
    }

    private static Set<String> namedInConnection(MultiMap headers) {
        if (!headers.contains("Connection")) {
            return Set.of();
        }
        Set<String> named = names();
        for (String value : headers.getAll("Connection")) {
            int from = 0;
            for (int comma; (comma = value.indexOf(',', from)) >= 0; from = comma + 1) {
                named.add(value.substring(from, comma).trim());
            }
            named.add(value.substring(from).trim());
        }
        return named;
    }

    private static Set<String> names(String... names) {
        // Compares without copying: a header's name is not lower-cased for each look-up.
        Set<String> set = new TreeSet<>(Comparator.nullsFirst(String.CASE_INSENSITIVE_ORDER));
        set.addAll(Set.of(names));
        return set;
    }
}
