package io.pagurus.gateway.upstream;

import io.pagurus.gateway.fleet.FleetNode;
import io.pagurus.gateway.upstream.NodeFailure.Phase;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
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
public final class Attempt implements NodeStream.Listener {

    /** Event-loop confined. What a try tells. */
    public interface Listener {
        /** A status of 1xx, ahead of the answer. */
        default void onInterim(AnswerHead head) {}

        void onHead(AnswerHead head);

        void onBody(Buffer chunk);

        /** What follows the body, before its end. */
        default void onTrailers(MultiMap trailers) {}

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
    private boolean delimited;
    private @Nullable NodeStream stream;

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

    /** Its silence means nothing from now on, and nobody looks at it. */
    public void maySayNothing() {
        client.unwatched(this);
    }

    /**
     * Has the body sent to a sink, without its trailers; to be called while its head is told of,
     * when it may be silent.
     *
     * @return false when it comes by {@link Listener#onBody} all the same
     */
    public boolean passChunks(ChunkSink to) {
        return stream != null && stream.passChunks(to);
    }

    /** Ends it without a word, and its connection with it. */
    public void stop() {
        if (!over) {
            finish();
            if (stream != null) {
                stream.reset();
            }
        }
    }

    public void pause() {
        if (!paused && !over && stream != null) {
            paused = true;
            stream.pause();
        }
    }

    public void resume() {
        if (paused && !over && stream != null) {
            paused = false;
            lastProgressMillis = client.nowMillis();
            stream.resume();
        }
    }

    @Override
    public void opened(NodeStream opened) {
        if (over) {
            opened.reset();
            opened.over();
            return;
        }
        stream = opened;
        phase = Phase.SEND;
        switch (sent.payload()) {
            case Payload.None() -> opened.end();
            case Payload.Kept(Buffer bytes) -> opened.end(bytes);
            case Payload.Streamed(Buffer begun, ReadStream<Buffer> rest) ->
                    send(opened, begun, rest);
        }
    }

    /** Ends it as the node's failure, since the node has been silent for too long. */
    public void giveUp(String why) {
        fail(new TimeoutException(why));
    }

    @Override
    public void fail(Throwable cause) {
        if (!over) {
            NodeFailure failure = NodeFailure.of(phase, cause);
            load.failed(begunMicros, client.nowMicros());
            stop();
            listener.onFailed(failure);
        }
    }

    @Override
    public void sent() {
        if (phase == Phase.SEND) {
            phase = Phase.HEAD;
        }
    }

    private void send(NodeStream to, Buffer begun, ReadStream<Buffer> rest) {
        payloadTouched = true;
        if (begun.length() > 0) {
            to.write(begun);
        }
        rest.handler(chunk -> {
            if (over) {
                return;
            }
            to.write(chunk);
            if (to.full()) {
                rest.pause();
                to.onDrain(rest::resume);
            }
        });
        rest.endHandler(_ -> {
            if (!over) {
                to.endBody();
            }
        });
        rest.resume();
    }

    @Override
    public void head(AnswerHead head) {
        if (!over) {
            answered = true;
            load.answered(begunMicros, client.nowMicros(), head.statusCode() < 500);
            phase = Phase.BODY;
            delimited = delimited(head);
            progress();
            client.hideCredentials(head.headers(), node.id());
            listener.onHead(head);
        }
    }

    @Override
    public void interim(AnswerHead head) {
        if (!over) {
            progress();
            client.hideCredentials(head.headers(), node.id());
            listener.onInterim(head);
        }
    }

    @Override
    public void trailers(MultiMap trailers) {
        if (!over) {
            client.hideCredentials(trailers, node.id());
            listener.onTrailers(trailers);
        }
    }

    @Override
    public void body(Buffer chunk) {
        if (!over) {
            progress();
            listener.onBody(chunk);
        }
    }

    @Override
    public void end() {
        if (!over) {
            finish();
            listener.onEnd(delimited);
        }
    }

    private static boolean delimited(AnswerHead head) {
        return head.headers().contains(HttpHeaders.CONTENT_LENGTH)
                || head.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    private void progress() {
        lastProgressMillis = client.nowMillis();
    }

    private void finish() {
        over = true;
        load.ended(begunMicros, answered);
        client.ended(this);
        if (stream != null) {
            stream.over();
        }
    }
}
