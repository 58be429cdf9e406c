package io.pagurus.gateway.edge;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * Event-loop confined. A request's cookies; most requests have none, and are not looked through.
 */
final class Cookies {

    private Cookies() {}

    static @Nullable String value(HttpServerRequest request, String name) {
        if (!request.headers().contains(HttpHeaders.COOKIE)) {
            return null;
        }
        Cookie cookie = request.getCookie(name);
        return cookie == null ? null : cookie.getValue();
    }
}
