package io.pagurus.gateway.exchange;

import io.netty.buffer.ByteBuf;
import io.pagurus.gateway.listener.AnswerChunks;
import io.pagurus.gateway.observation.EdgeMetrics;
import io.pagurus.gateway.upstream.ChunkSink;

/**
 * Event-loop confined. A stream of events from the node's channel to the client's: counted, and
 * held back where the client is the slower one. Apart from its exchange, which is much larger and
 * has nothing to do with a single event.
 */
final class EventRelay implements ChunkSink {

    private final AnswerChunks to;
    private final EdgeMetrics metrics;
    private final Runnable holdBack;
    private long bytes;
    private boolean betweenEvents = true;

    /**
     * @param holdBack asks to be sent no more until the client has read
     */
    EventRelay(AnswerChunks to, EdgeMetrics metrics, Runnable holdBack) {
        this.to = to;
        this.metrics = metrics;
        this.holdBack = holdBack;
    }

    @Override
    public void take(ByteBuf chunks, int size, boolean endsEvent) {
        bytes += size;
        betweenEvents = endsEvent;
        metrics.sentToClient(size);
        to.write(chunks);
        if (to.full()) {
            holdBack.run();
        }
    }

    /** Whether what the client has ends where an event does. */
    boolean betweenEvents() {
        return betweenEvents;
    }

    /** What the client got, without framing. */
    long bytes() {
        return bytes;
    }
}
