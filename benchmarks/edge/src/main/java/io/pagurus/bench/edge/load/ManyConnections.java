package io.pagurus.bench.edge.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.Future;
import io.pagurus.bench.edge.BenchFailure;
import io.pagurus.local.process.Patience;
import java.time.Duration;

/** Called by one thread. Connections that are opened, a few at a time, and stay. */
final class ManyConnections {

    /** Opened at once: more would only wait in the proxy's backlog. */
    private static final int AT_ONCE = 64;

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final LoadLoop loop;
    private final Connections connections;
    private final ChannelGroup all;
    private int wanted;
    private int opening;
    private int ready;
    private String failure = "";

    ManyConnections(LoadLoop loop, Bootstrap bootstrap, int port) {
        this.loop = loop;
        this.connections = new Connections(bootstrap, port);
        this.all = new DefaultChannelGroup(loop.group().next());
    }

    /** Opens until there are so many that are ready; a failure ends it. */
    void openUpTo(int count) {
        var _ =
                loop.call(() -> {
                    wanted = count;
                    more();
                    return count;
                });
        boolean over =
                Patience.of(LIMIT)
                        .until(() -> loop.call(() -> ready >= count || !failure.isEmpty()));
        String why = over ? loop.call(() -> failure) : "too slow";
        if (!why.isEmpty()) {
            throw new BenchFailure(
                    "%d of %d connections were opened: %s"
                            .formatted(loop.call(() -> ready), count, why));
        }
    }

    private void more() {
        while (failure.isEmpty() && opening < AT_ONCE && ready + opening < wanted) {
            opening++;
            connections.open().addListener(this::opened);
        }
    }

    private void opened(Future<? super Void> opened) {
        if (!opened.isSuccess()) {
            failed(String.valueOf(opened.cause()));
        }
    }

    /** To be called by a connection once the proxy has answered it. */
    void ready(Channel channel) {
        all.add(channel);
        opening--;
        ready++;
        more();
    }

    /** To be called by a connection that is no good. */
    void failed(String why) {
        if (failure.isEmpty()) {
            failure = why;
        }
    }

    void close() {
        var _ = loop.call(() -> wanted = 0);
        var _ = all.close().awaitUninterruptibly();
    }
}
