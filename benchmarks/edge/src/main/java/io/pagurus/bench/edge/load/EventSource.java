package io.pagurus.bench.edge.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Event-loop confined. Sends events to all streams by turns, evenly over time: models speak when
 * they have something to say, not all at the same moment.
 */
final class EventSource {

    /** Before and after the time of sending, which the client reads. */
    static final char TIME_BEGINS = '#';

    static final char TIME_ENDS = ';';

    private static final long TICK_MICROS = 1_000;
    private static final int DIGITS = 19;
    private static final String BEFORE =
            "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\" token\"}}],\"sent\":\""
                    + TIME_BEGINS;
    private static final String AFTER = TIME_ENDS + "\"}\n\n";
    private static final byte[] CHUNK = chunk();
    private static final int TIME_AT = new String(CHUNK, Bytes.ASCII).indexOf(TIME_BEGINS) + 1;

    private final List<Channel> streams = new ArrayList<>();
    private int next;
    private double due;
    private @Nullable ScheduledFuture<?> ticking;

    private static byte[] chunk() {
        String event = BEFORE + "0".repeat(DIGITS) + AFTER;
        return (Integer.toHexString(event.length()) + "\r\n" + event + "\r\n")
                .getBytes(Bytes.ASCII);
    }

    void add(Channel stream) {
        streams.add(stream);
    }

    void remove(Channel stream) {
        streams.remove(stream);
    }

    int streams() {
        return streams.size();
    }

    /** Begins to send so many a second, over all streams. */
    void start(EventLoop loop, int perSecond) {
        stop();
        double each = perSecond * TICK_MICROS / 1e6;
        ticking =
                loop.scheduleAtFixedRate(
                        () -> tick(each), TICK_MICROS, TICK_MICROS, TimeUnit.MICROSECONDS);
    }

    void stop() {
        if (ticking != null) {
            ticking.cancel(false);
            ticking = null;
        }
    }

    private void tick(double each) {
        due += each;
        for (; due >= 1; due--) {
            if (!streams.isEmpty()) {
                next = next + 1 < streams.size() ? next + 1 : 0;
                send(streams.get(next));
            }
        }
    }

    private static void send(Channel stream) {
        if (stream.isWritable()) {
            ByteBuf event = stream.alloc().directBuffer(CHUNK.length).writeBytes(CHUNK);
            long now = System.nanoTime();
            for (int at = TIME_AT + DIGITS - 1; at >= TIME_AT; at--, now /= 10) {
                event.setByte(at, (int) ('0' + now % 10));
            }
            var _ = stream.writeAndFlush(event, stream.voidPromise());
        }
    }
}
