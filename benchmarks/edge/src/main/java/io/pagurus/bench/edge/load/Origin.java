package io.pagurus.bench.edge.load;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;

/**
 * Thread-safe. The node behind the proxies: a kilobyte for any path, {@code /events} for a stream
 * that does not end, and WebSockets that say nothing.
 */
public final class Origin implements AutoCloseable {

    private final EventSource events;
    private final Channel channel;

    private Origin(EventSource events, Channel channel) {
        this.events = events;
        this.channel = channel;
    }

    /** Listens on a free port of the loopback address. */
    public static Origin start(LoadLoop loop) {
        EventSource events = new EventSource();
        Channel channel =
                loop.server(() -> new OriginConnection(events))
                        .bind("127.0.0.1", 0)
                        .syncUninterruptibly()
                        .channel();
        return new Origin(events, channel);
    }

    public int port() {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    EventSource events() {
        return events;
    }

    @Override
    public void close() {
        channel.close().syncUninterruptibly();
    }
}
