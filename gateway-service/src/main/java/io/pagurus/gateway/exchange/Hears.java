package io.pagurus.gateway.exchange;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/**
 * Immutable. What a client takes beside an answer's head and body: statuses of 1xx ahead of it,
 * fields behind it.
 */
enum Hears {
    NOTHING_ELSE(false, false),
    INTERIM(true, false),
    ALL(true, true);

    private static final CharSequence TE = HttpHeaders.createOptimized("te");

    private final boolean interim;
    private final boolean trailers;

    Hears(boolean interim, boolean trailers) {
        this.interim = interim;
        this.trailers = trailers;
    }

    static Hears of(HttpServerRequest client) {
        return switch (client.version()) {
            case HTTP_1_0 -> NOTHING_ELSE;
            case HTTP_1_1 -> takesTrailers(client) ? ALL : INTERIM;
            case HTTP_2 -> ALL;
        };
    }

    private static boolean takesTrailers(HttpServerRequest client) {
        String said = client.headers().get(TE);
        return said != null && said.contains("trailers");
    }

    boolean interim() {
        return interim;
    }

    boolean trailers() {
        return trailers;
    }
}
