package io.pagurus.gateway.webhook;

import io.quarkus.vertx.http.runtime.filters.AbstractResponseWrapper;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Event-loop confined. The answer to the one who runs an event. It is held until its outcome is
 * remembered, so that nothing is acknowledged that a duplicate would run again; a stream, or what
 * is too long to hold, passes through. Whether the client is still there makes no difference to the
 * run: its provider has given up waiting, not the event.
 */
final class RecordedResponse extends AbstractResponseWrapper {

    private final HttpServerResponse client;
    private final int mostHeld;
    private final Runnable onOver;
    private Buffer held = Buffer.buffer();
    private boolean passing;
    private boolean over;
    private boolean cut;
    private boolean gone;
    private @Nullable Handler<Void> onDrain;

    /**
     * @param onOver told once, when the answer is whole or broken off
     */
    RecordedResponse(HttpServerResponse client, int mostHeld, Runnable onOver) {
        super(client);
        this.client = client;
        this.mostHeld = mostHeld;
        this.onOver = onOver;
    }

    /**
     * What of the answer is remembered; empty when the event has to be run again. That is so of
     * every refusal: else who guesses an event's key could have its forgery refused, and the real
     * event told so.
     */
    Optional<KeptAnswer> outcome(List<String> keep) {
        int status = client.getStatusCode();
        if (cut || status >= 400) {
            return Optional.empty();
        }
        return Optional.of(
                new KeptAnswer(
                        status,
                        KeptAnswer.headers(client.headers(), keep),
                        passing ? Buffer.buffer() : held,
                        !passing));
    }

    boolean isStream() {
        String type = client.headers().get("Content-Type");
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("text/event-stream");
    }

    /** Gives the client the rest. */
    void letGo() {
        if (gone || client.ended() || client.closed()) {
            return;
        }
        if (cut) {
            client.reset();
        } else if (passing) {
            client.end();
        } else {
            client.end(held);
        }
    }

    void clientGone() {
        gone = true;
        if (onDrain != null) {
            onDrain.handle(null);
        }
    }

    @Override
    public Future<Void> write(Buffer chunk) {
        if (!passing && (isStream() || held.length() + chunk.length() > mostHeld)) {
            passing = true;
            pass(held);
            held = Buffer.buffer();
        }
        if (passing) {
            return pass(chunk);
        }
        held.appendBuffer(chunk);
        return Future.succeededFuture();
    }

    private Future<Void> pass(Buffer chunk) {
        return gone || chunk.length() == 0 ? Future.succeededFuture() : client.write(chunk);
    }

    @Override
    public Future<Void> end() {
        over(false);
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> end(Buffer last) {
        Future<Void> written = write(last);
        over(false);
        return written;
    }

    @Override
    public boolean reset() {
        over(true);
        return true;
    }

    @Override
    public boolean reset(long code) {
        return reset();
    }

    private void over(boolean broken) {
        if (!over) {
            over = true;
            cut = broken;
            onOver.run();
        }
    }

    @Override
    public boolean ended() {
        return over;
    }

    @Override
    public boolean closed() {
        return over;
    }

    @Override
    public boolean headWritten() {
        return passing;
    }

    @Override
    public boolean writeQueueFull() {
        return passing && !gone && client.writeQueueFull();
    }

    @Override
    public HttpServerResponse drainHandler(@Nullable Handler<Void> handler) {
        onDrain = handler;
        client.drainHandler(handler);
        return this;
    }

    /** The run does not hear of the client's end. */
    @Override
    public HttpServerResponse closeHandler(@Nullable Handler<Void> handler) {
        return this;
    }

    @Override
    public HttpServerResponse exceptionHandler(@Nullable Handler<Throwable> handler) {
        return this;
    }

    // The same in other words.

    @Override
    public Future<Void> write(String chunk) {
        return write(Buffer.buffer(chunk));
    }

    @Override
    public Future<Void> end(String last) {
        return end(Buffer.buffer(last));
    }

    @Override
    public void write(Buffer chunk, Handler<AsyncResult<Void>> handler) {
        write(chunk).onComplete(handler);
    }

    @Override
    public void end(Handler<AsyncResult<Void>> handler) {
        end().onComplete(handler);
    }

    @Override
    public void end(Buffer last, Handler<AsyncResult<Void>> handler) {
        end(last).onComplete(handler);
    }
}
