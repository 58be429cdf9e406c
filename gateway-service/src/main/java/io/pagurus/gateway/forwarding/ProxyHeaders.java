package io.pagurus.gateway.forwarding;

import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * Immutable. The headers by which the trusted proxies tell of their clients. One kind alone counts:
 * a proxy that writes one lets pass what a client has written in the other.
 */
public enum ProxyHeaders {
    /** {@code X-Forwarded-For}, {@code -Proto} and {@code -Host}. */
    X_FORWARDED {
        @Override
        List<Passage> read(HttpServerRequest request) {
            String scheme = request.getHeader("X-Forwarded-Proto");
            String host = request.getHeader("X-Forwarded-Host");
            List<Passage> path = new ArrayList<>();
            for (String value : request.headers().getAll("X-Forwarded-For")) {
                for (String each : value.split(",", -1)) {
                    path.add(Passage.of(each.trim(), scheme, host));
                }
            }
            return path.isEmpty() ? List.of(Passage.of("", scheme, host)) : path;
        }
    },
    /** {@code Forwarded}, RFC 7239. */
    FORWARDED {
        @Override
        List<Passage> read(HttpServerRequest request) {
            List<Passage> path = Forwarded.read(request.headers().getAll("Forwarded"));
            return path.isEmpty() ? List.of(Passage.of("", null, null)) : path;
        }
    };

    /** From the client on, as far as it is told; one that tells nothing where there is none. */
    abstract List<Passage> read(HttpServerRequest request);
}
