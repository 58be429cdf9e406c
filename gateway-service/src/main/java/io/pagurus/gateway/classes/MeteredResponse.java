package io.pagurus.gateway.classes;

import io.quarkus.vertx.http.runtime.filters.AbstractResponseWrapper;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.Consumer;

/** Event-loop confined. An answer that passes through, and is looked at for its tokens. */
final class MeteredResponse extends AbstractResponseWrapper {

    private final HttpServerResponse client;
    private final Consumer<UsageTail> onEnd;
    private final UsageTail tail = new UsageTail();
    private boolean over;

    /**
     * @param onEnd told once, of an answer that was not refused
     */
    MeteredResponse(HttpServerResponse client, Consumer<UsageTail> onEnd) {
        super(client);
        this.client = client;
        this.onEnd = onEnd;
    }

    @Override
    public Future<Void> write(Buffer chunk) {
        tail.see(chunk);
        return client.write(chunk);
    }

    @Override
    public void write(Buffer chunk, Handler<AsyncResult<Void>> handler) {
        tail.see(chunk);
        client.write(chunk, handler);
    }

    @Override
    public Future<Void> end() {
        over();
        return client.end();
    }

    @Override
    public void end(Handler<AsyncResult<Void>> handler) {
        over();
        client.end(handler);
    }

    @Override
    public Future<Void> end(Buffer last) {
        tail.see(last);
        over();
        return client.end(last);
    }

    @Override
    public void end(Buffer last, Handler<AsyncResult<Void>> handler) {
        tail.see(last);
        over();
        client.end(last, handler);
    }

    private void over() {
        if (!over && client.getStatusCode() < 300) {
            over = true;
            onEnd.accept(tail);
        }
    }
}
