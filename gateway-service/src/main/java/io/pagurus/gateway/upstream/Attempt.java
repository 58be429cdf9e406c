package io.pagurus.gateway.upstream;

import io.pagurus.gateway.fleet.FleetNode;
import io.pagurus.gateway.upstream.NodeFailure.Phase;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.streams.ReadStream;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Event-loop confined. One try of a request at one node.
 *
 * <p>Invariant: its listener hears of exactly one end, {@code onEnd} or {@code onFailed}, and of
 * nothing after it; after {@link #stop()} it hears of nothing at all.
 */
public final class Attempt {

    /** Event-loop confined. What a try tells. */
    public interface Listener {
        void onHead(HttpClientResponse head);

        void onBody(Buffer chunk);

        /**
         * The answer is there in full.
         *
         * @param delimited false when only the closed connection says so, which a crash does too
         */
        void onEnd(boolean delimited);

        void onFailed(NodeFailure failure);
    }

    private final NodeClient client;
    private final NodeRequest sent;
    private final FleetNode node;
    private final long epoch;
    private final Listener listener;
    private final NodeLoad load;
    private Phase phase = Phase.CONNECT;
    private boolean over;
    private boolean answered;
    private boolean paused;
    private boolean payloadTouched;
    private long begunMicros;
    private long lastProgressMillis;
    private @Nullable HttpClientRequest request;
    private @Nullable HttpClientResponse response;

    Attempt(NodeClient client, NodeRequest sent, FleetNode node, long epoch, Listener listener) {
        this.client = client;
        this.sent = sent;
        this.node = node;
        this.epoch = epoch;
        this.listener = listener;
        this.load = client.load(node.id());
    }

    /** Begins; to be called once. */
    public void start() {
        progress();
        begunMicros = client.nowMicros();
        load.began(begunMicros);
        client.start(this, sent);
    }

    public FleetNode node() {
        return node;
    }

    /** The owner's epoch under which the request was sent; 0 without an owner. */
    public long epoch() {
        return epoch;
    }

    /** Whether a body that passes only once has been drawn on. */
    public boolean payloadTouched() {
        return payloadTouched;
    }

    public boolean answering() {
        return phase == Phase.BODY;
    }

    /** How long nothing has come; 0 while the client is the slower one. */
    public long silentMillis(long nowMillis) {
        return paused || over ? 0 : nowMillis - lastProgressMillis;
    }

    /** Ends it without a word, and its connection with it. */
    public void stop() {
        if (!over) {
            end();
            if (request != null) {
                request.reset();
            }
        }
    }

    public void pause() {
        if (!paused && !over && response != null) {
            paused = true;
            response.pause();
        }
    }

    public void resume() {
        if (paused && !over && response != null) {
            paused = false;
            lastProgressMillis = client.nowMillis();
            response.resume();
        }
    }

    void connected(HttpClientRequest connected) {
        if (over) {
            connected.reset();
            return;
        }
        request = connected;
        phase = Phase.SEND;
        connected.exceptionHandler(this::fail);
        connected.response().onComplete(this::head, this::fail);
        switch (sent.payload()) {
            case Payload.None() -> awaitAnswer(connected.end());
            case Payload.Kept(Buffer bytes) -> awaitAnswer(connected.end(bytes));
            case Payload.Streamed(Buffer begun, ReadStream<Buffer> rest) ->
                    stream(connected, begun, rest);
        }
    }

    /** Ends it as the node's failure, since the node has been silent for too long. */
    public void giveUp(String why) {
        fail(new TimeoutException(why));
    }

    void fail(Throwable cause) {
        if (!over) {
            NodeFailure failure = NodeFailure.of(phase, cause);
            load.failed(begunMicros, client.nowMicros());
            stop();
            listener.onFailed(failure);
        }
    }

    private void awaitAnswer(Future<Void> written) {
        written.onComplete(
                _ -> {
                    if (phase == Phase.SEND) {
                        phase = Phase.HEAD;
                    }
                },
                this::fail);
    }

    private void stream(HttpClientRequest to, Buffer begun, ReadStream<Buffer> rest) {
        payloadTouched = true;
        if (begun.length() > 0) {
            to.write(begun).onFailure(this::fail);
        }
        rest.handler(chunk -> {
            if (over) {
                return;
            }
            to.write(chunk).onFailure(this::fail);
            if (to.writeQueueFull()) {
                rest.pause();
                to.drainHandler(_ -> rest.resume());
            }
        });
        rest.endHandler(_ -> {
            if (!over) {
                awaitAnswer(to.end());
            }
        });
        rest.resume();
    }

    private void head(HttpClientResponse head) {
        if (over) {
            return;
        }
        response = head;
        answered = true;
        load.answered(begunMicros, client.nowMicros(), head.statusCode() < 500);
        phase = Phase.BODY;
        progress();
        head.exceptionHandler(this::fail);
        head.handler(chunk -> {
            if (!over) {
                progress();
                listener.onBody(chunk);
            }
        });
        head.endHandler(_ -> {
            if (!over) {
                end();
                listener.onEnd(delimited(head));
            }
        });
        listener.onHead(head);
    }

    private static boolean delimited(HttpClientResponse head) {
        return head.headers().contains(HttpHeaders.CONTENT_LENGTH)
                || head.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    private void progress() {
        lastProgressMillis = client.nowMillis();
    }

    private void end() {
        over = true;
        load.ended(begunMicros, answered);
        client.ended(this, request == null ? null : request.connection());
    }
}
