package io.pagurus.gateway.upstream;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import org.jspecify.annotations.Nullable;

/** Event-loop confined. A request through Vert.x's client. */
final class VertxStream implements NodeStream {

    private static final int EARLY_HINTS = 103;

    private final VertxUpstream upstream;
    private final String nodeId;
    private final HttpClientRequest request;
    private final Listener listener;
    private @Nullable HttpClientResponse response;

    VertxStream(
            VertxUpstream upstream, String nodeId, HttpClientRequest request, Listener listener) {
        this.upstream = upstream;
        this.nodeId = nodeId;
        this.request = request;
        this.listener = listener;
        request.exceptionHandler(listener::fail);
        request.earlyHintsHandler(
                hints -> listener.interim(new AnswerHead(EARLY_HINTS, "Early Hints", hints)));
        request.response().onComplete(this::head, listener::fail);
    }

    private void head(HttpClientResponse head) {
        response = head;
        head.exceptionHandler(listener::fail);
        head.handler(listener::body);
        head.endHandler(_ -> {
            if (!head.trailers().isEmpty()) {
                listener.trailers(head.trailers());
            }
            listener.end();
        });
        listener.head(new AnswerHead(head.statusCode(), head.statusMessage(), head.headers()));
    }

    @Override
    public void end() {
        awaitSent(request.end());
    }

    @Override
    public void end(Buffer body) {
        awaitSent(request.end(body));
    }

    @Override
    public void endBody() {
        awaitSent(request.end());
    }

    private void awaitSent(Future<Void> written) {
        written.onComplete(_ -> listener.sent(), listener::fail);
    }

    @Override
    public void write(Buffer chunk) {
        request.write(chunk).onFailure(listener::fail);
    }

    @Override
    public boolean full() {
        return request.writeQueueFull();
    }

    @Override
    public void onDrain(Runnable drained) {
        request.drainHandler(_ -> drained.run());
    }

    @Override
    public void pause() {
        if (response != null) {
            response.pause();
        }
    }

    @Override
    public void resume() {
        if (response != null) {
            response.resume();
        }
    }

    @Override
    public boolean passChunks(ChunkSink to) {
        return false;
    }

    @Override
    public void reset() {
        request.reset();
    }

    @Override
    public void over() {
        upstream.over(nodeId, request.connection());
    }
}
