package io.pagurus.bench.edge.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.pagurus.local.process.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Called by one thread. Clients that connect, ask once, and connect anew once the proxy has closed.
 * From the first step to the end of the answer is what it takes.
 */
public final class FreshConnections implements Load {

    private static final int OK = 200;

    /** Different sessions, made beforehand. */
    private static final int SESSIONS = 256;

    private final LoadLoop loop;
    private final Meter meter = new Meter();
    private final List<ByteBuf> requests = new ArrayList<>();
    private final Connections connections;
    private int next;
    private int running;
    private boolean stopping;

    private FreshConnections(LoadLoop loop, int port) {
        this.loop = loop;
        for (int i = 0; i < SESSIONS; i++) {
            requests.add(Requests.single(i));
        }
        connections = new Connections(loop.client(Once::new), port);
    }

    /** Begins, with so many at once. */
    public static FreshConnections open(LoadLoop loop, int port, int count) {
        FreshConnections fresh = new FreshConnections(loop, port);
        var _ =
                loop.call(() -> {
                    for (int i = 0; i < count; i++) {
                        fresh.again();
                    }
                    return count;
                });
        return fresh;
    }

    private void again() {
        if (stopping) {
            return;
        }
        running++;
        ChannelFuture opening = connections.open();
        opening.addListener(opened -> {
            if (!opened.isSuccess()) {
                meter.failed();
                over(opening.channel());
            }
        });
    }

    private void over(Channel channel) {
        running--;
        channel.eventLoop().execute(this::again);
    }

    @Override
    public Window run(Duration how) throws InterruptedException {
        var _ = loop.call(meter::cut);
        Thread.sleep(how);
        return loop.call(meter::cut);
    }

    @Override
    public void close() {
        var _ = loop.call(() -> stopping = true);
        var _ = Patience.of(Duration.ofSeconds(1)).until(() -> loop.call(() -> running) == 0);
    }

    /** Event-loop confined. One connection. */
    private final class Once extends ChannelInboundHandlerAdapter {

        private final long begunAt = System.nanoTime();
        private final MessageCutter cutter = new MessageCutter(this::answered);
        private boolean connected;

        @Override
        public void channelActive(ChannelHandlerContext at) {
            connected = true;
            next = next + 1 < SESSIONS ? next + 1 : 0;
            var _ = at.writeAndFlush(requests.get(next).duplicate(), at.voidPromise());
        }

        @Override
        public void channelRead(ChannelHandlerContext at, Object read) {
            ByteBuf in = (ByteBuf) read;
            try {
                cutter.read(in);
            } finally {
                in.release();
            }
        }

        private void answered(byte[] bytes, int from) {
            if (Bytes.status(bytes, from) == OK) {
                meter.took(System.nanoTime() - begunAt);
            } else {
                meter.failed();
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext at) {
            if (connected) {
                over(at.channel());
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext at, Throwable cause) {
            var _ = at.close();
        }
    }
}
