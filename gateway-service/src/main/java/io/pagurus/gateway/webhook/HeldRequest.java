package io.pagurus.gateway.webhook;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.core.http.impl.HttpServerRequestWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Event-loop confined. A request whose body has been read, as if it were still to come: every byte
 * is as the client sent it, so that a signature over it holds.
 */
final class HeldRequest extends HttpServerRequestWrapper {

    private final Buffer body;
    private final HttpServerResponse response;
    private @Nullable Handler<Buffer> onBody;
    private @Nullable Handler<Void> onEnd;
    private boolean paused;
    private boolean delivered;
    private boolean ended;

    HeldRequest(HttpServerRequest client, Buffer body, HttpServerResponse response) {
        super((HttpServerRequestInternal) client);
        this.body = body;
        this.response = response;
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
