package io.pagurus.gateway.held;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.core.http.impl.HttpServerRequestWrapper;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Event-loop confined. A request whose body has been read, as if it were still to come: every byte
 * is as the client sent it, so that a signature over it holds.
 */
public final class HeldRequest extends HttpServerRequestWrapper {

    /** They are of the body that the client sent. */
    private static final List<String> DIGESTS = List.of("Content-Digest", "Content-MD5", "Digest");

    private final Buffer body;
    private final MultiMap headers;
    private final HttpServerResponse response;
    private @Nullable Handler<Buffer> onBody;
    private @Nullable Handler<Void> onEnd;
    private boolean paused;
    private boolean delivered;
    private boolean ended;

    private HeldRequest(
            HttpServerRequest client, Buffer body, MultiMap headers, HttpServerResponse response) {
        super((HttpServerRequestInternal) client);
        this.body = body;
        this.headers = headers;
        this.response = response;
    }

    /** A request as it came. */
    public static HeldRequest of(HttpServerRequest client, Buffer body) {
        return answeredBy(client, body, client.response());
    }

    /** One whose answer goes another way. */
    public static HeldRequest answeredBy(
            HttpServerRequest client, Buffer body, HttpServerResponse response) {
        return new HeldRequest(client, body, client.headers(), response);
    }

    /** One whose body is not the client's any more. */
    public static HeldRequest rewritten(
            HttpServerRequest client, Buffer body, HttpServerResponse response) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().addAll(client.headers());
        DIGESTS.forEach(headers::remove);
        if (headers.contains(HttpHeaders.CONTENT_LENGTH)) {
            headers.set(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
        }
        return new HeldRequest(client, body, headers, response);
    }

    @Override
    public MultiMap headers() {
        return headers;
    }

    @Override
    public HttpServerResponse response() {
        return response;
    }

    @Override
    public HttpServerRequest handler(@Nullable Handler<Buffer> handler) {
        onBody = handler;
        deliverSoon();
        return this;
    }

    @Override
    public HttpServerRequest endHandler(@Nullable Handler<Void> handler) {
        onEnd = handler;
        deliverSoon();
        return this;
    }

    @Override
    public HttpServerRequest pause() {
        paused = true;
        return this;
    }

    @Override
    public HttpServerRequest resume() {
        paused = false;
        deliverSoon();
        return this;
    }

    @Override
    public HttpServerRequest fetch(long amount) {
        return resume();
    }

    /** Not at once: who sets handlers expects to hear of nothing before all are set. */
    private void deliverSoon() {
        if (!ended) {
            context().runOnContext(_ -> deliver());
        }
    }

    private void deliver() {
        if (!paused && !delivered && onBody != null) {
            delivered = true;
            if (body.length() > 0) {
                onBody.handle(body);
            }
        }
        if (!paused && !ended && delivered) {
            ended = true;
            if (onEnd != null) {
                onEnd.handle(null);
            }
        }
    }

    @Override
    public boolean isEnded() {
        return ended;
    }

    @Override
    public HttpServerRequest exceptionHandler(@Nullable Handler<Throwable> handler) {
        return this;
    }

    @Override
    public Future<Buffer> body() {
        delivered = true;
        ended = true;
        return Future.succeededFuture(body);
    }

    @Override
    public Future<Void> end() {
        return Future.succeededFuture();
    }
}
