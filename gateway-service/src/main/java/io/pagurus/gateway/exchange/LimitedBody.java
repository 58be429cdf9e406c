package io.pagurus.gateway.exchange;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/**
 * Event-loop confined. A body that passes through, counted: one that is longer than allowed is
 * reported once and goes no further.
 */
final class LimitedBody implements ReadStream<Buffer> {

    private final ReadStream<Buffer> body;
    private final long most;
    private Runnable tooLarge = () -> {};
    private long seen;

    /**
     * @param seen how much of the body was read before
     */
    LimitedBody(ReadStream<Buffer> body, long seen, long most) {
        this.body = body;
        this.seen = seen;
        this.most = most;
    }

    /** Names who is told, before any of it flows. */
    void onTooLarge(Runnable told) {
        tooLarge = told;
    }

    @Override
    public ReadStream<Buffer> handler(@Nullable Handler<Buffer> handler) {
        body.handler(handler == null ? null : chunk -> count(chunk, handler));
        return this;
    }

    private void count(Buffer chunk, Handler<Buffer> handler) {
        boolean was = seen <= most;
        seen += chunk.length();
        if (seen <= most) {
            handler.handle(chunk);
        } else if (was) {
            tooLarge.run();
        }
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
        body.exceptionHandler(handler);
        return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(@Nullable Handler<Void> handler) {
        body.endHandler(handler);
        return this;
    }

    @Override
    public ReadStream<Buffer> pause() {
        body.pause();
        return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
        body.resume();
        return this;
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        body.fetch(amount);
        return this;
    }
}
