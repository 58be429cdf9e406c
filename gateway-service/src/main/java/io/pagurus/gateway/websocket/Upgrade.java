package io.pagurus.gateway.websocket;

import io.pagurus.gateway.problem.Problem;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. What makes an opening handshake one.
 *
 * <p>Source: RFC 6455 §4.
 */
public final class Upgrade {

    private static final String WEBSOCKET = "websocket";
    private static final String VERSION = "13";
    private static final int KEY_BYTES = 16;
    private static final String ACCEPT_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private Upgrade() {}

    /** Whether a request asks for a WebSocket, rightly or not. */
    public static boolean asked(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.UPGRADE)
                && names(request.headers(), HttpHeaders.UPGRADE, WEBSOCKET);
    }

    /** What is wrong with a request that asks for one; null when nothing is. */
    static @Nullable Problem wrong(HttpServerRequest request) {
        MultiMap headers = request.headers();
        if (request.version() != HttpVersion.HTTP_1_1 || !HttpMethod.GET.equals(request.method())) {
            return Problem.badRequest("method", "GET with HTTP/1.1");
        }
        if (!names(headers, HttpHeaders.CONNECTION, "upgrade")) {
            return Problem.badRequest("Connection", "upgrade");
        }
        if (!VERSION.equals(headers.get("Sec-WebSocket-Version"))) {
            return Problem.badRequest("Sec-WebSocket-Version", VERSION);
        }
        if (headers.getAll("Sec-WebSocket-Key").size() != 1 || !isKey(key(headers))) {
            return Problem.badRequest("Sec-WebSocket-Key", "16 bytes in Base64");
        }
        // What follows the head is frames; a body would be taken for them, or they for it.
        if (headers.contains(HttpHeaders.TRANSFER_ENCODING)
                || !"0"
                        .equals(
                                headers.get(HttpHeaders.CONTENT_LENGTH) == null
                                        ? "0"
                                        : headers.get(HttpHeaders.CONTENT_LENGTH))) {
            return Problem.badRequest("body", "none");
        }
        return null;
    }

    static String key(MultiMap headers) {
        String key = headers.get("Sec-WebSocket-Key");
        return key == null ? "" : key;
    }

    /** Whether a 101 is the answer to that key, and not just any switch of protocols. */
    static boolean isAnswer(MultiMap answer, String key) {
        return names(answer, HttpHeaders.UPGRADE, WEBSOCKET)
                && accept(key).equals(answer.get("Sec-WebSocket-Accept"));
    }

    private static boolean isKey(String key) {
        try {
            return Base64.getDecoder().decode(key).length == KEY_BYTES;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    private static String accept(String key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1")
                            .digest((key + ACCEPT_SUFFIX).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    private static boolean names(MultiMap headers, CharSequence header, String wanted) {
        for (String value : headers.getAll(header)) {
            for (String token : value.split(",", -1)) {
                if (token.trim().equalsIgnoreCase(wanted)) {
                    return true;
                }
            }
        }
        return false;
    }
}
