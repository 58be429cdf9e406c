package io.pagurus.bench.edge.load;

import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.pagurus.bench.edge.BenchFailure;
import java.time.Duration;

/**
 * Called by one thread. Connections that are kept, each of which asks again once it is answered.
 */
public final class KeptConnections implements Load {

    private final LoadLoop loop;
    private final Meter meter = new Meter();
    private final ChannelGroup all;

    private KeptConnections(LoadLoop loop) {
        this.loop = loop;
        this.all = new DefaultChannelGroup(loop.group().next());
    }

    /** Connects, and begins. */
    public static KeptConnections open(LoadLoop loop, int port, int count, Requests requests)
            throws InterruptedException {
        KeptConnections kept = new KeptConnections(loop);
        int[] number = {0};
        Connections connections =
                new Connections(
                        loop.client(() -> new KeptConnection(requests.of(number[0]++), kept.meter)),
                        port);
        for (int i = 0; i < count; i++) {
            var opened = connections.open().await();
            if (!opened.isSuccess()) {
                throw new BenchFailure("no connection to the proxy", opened.cause());
            }
            kept.all.add(opened.channel());
        }
        return kept;
    }

    @Override
    public Window run(Duration how) throws InterruptedException {
        var _ = loop.call(meter::cut);
        Thread.sleep(how);
        return loop.call(meter::cut);
    }

    @Override
    public void close() {
        var _ = all.close().awaitUninterruptibly();
    }
}
