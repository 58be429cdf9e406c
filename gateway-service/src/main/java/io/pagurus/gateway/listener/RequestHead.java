package io.pagurus.gateway.listener;

import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Stream;
import io.pagurus.gateway.problem.Problem;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Immutable. What a request's head says, whichever version of HTTP it came in. */
public final class RequestHead {

    private RequestHead() {}

    public static boolean isHttp2(HttpServerRequest request) {
        return request.version() == HttpVersion.HTTP_2;
    }

    /** How long the body is: 0 without one, -1 when its length is not said. */
    public static long bodyLength(HttpServerRequest request) {
        String length = request.headers().get(HttpHeaders.CONTENT_LENGTH);
        if (length == null) {
            return hasBody(request) ? -1 : 0;
        }
        try {
            return Long.parseLong(length);
        } catch (NumberFormatException notANumber) {
            return -1;
        }
    }

    private static boolean hasBody(HttpServerRequest request) {
        if (!isHttp2(request)) {
            return request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
        }
        int id = request.response().streamId();
        if (ClientConnection.of(request.connection()).isUpgrade(id)) {
            // Only one without a body is granted.
            return false;
        }
        Http2ConnectionHandler frames =
                ((ConnectionBase) request.connection())
                        .channel()
                        .pipeline()
                        .get(Http2ConnectionHandler.class);
        Http2Stream stream = frames == null ? null : frames.connection().stream(id);
        return stream == null || stream.state() != Http2Stream.State.HALF_CLOSED_REMOTE;
    }

    /**
     * What is wrong with a head that came in HTTP/2, whose strings may hold what no line of HTTP/1
     * can, and that a node may get as such lines; null when nothing is.
     */
    public static @Nullable Problem wrongInHttp2(HttpServerRequest request) {
        if (!Token.isToken(request.method().name())) {
            return Problem.badRequest(":method", "a token");
        }
        if (request.uri() == null || !Token.isTarget(request.uri())) {
            return Problem.badRequest(":path", "visible ASCII without a fragment");
        }
        String host = request.headers().get(HttpHeaders.HOST);
        if (host != null && !Token.isAuthority(host)) {
            return Problem.badRequest("Host", "a host and perhaps a port");
        }
        for (Map.Entry<String, String> header : request.headers()) {
            String name = header.getKey();
            if (!name.startsWith(":")
                    && !(Token.isToken(name) && Token.isValue(header.getValue()))) {
                return Problem.badRequest("headers", "names and values without control characters");
            }
        }
        return null;
    }
}
