package io.pagurus.session.routing;

import java.util.Locale;
import java.util.Set;

/** Immutable. The headers that belong to one connection (RFC 9110 §7.6.1), or are set anew. */
final class HopByHop {

    private static final Set<String> NAMES =
            Set.of(
                    "connection",
                    "proxy-connection",
                    "keep-alive",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade",
                    "host",
                    "content-length");

    private HopByHop() {}

    static boolean is(String header) {
        return NAMES.contains(header.toLowerCase(Locale.ROOT));
    }
}
