package io.pagurus.bench.edge.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Called by one thread. WebSockets that are opened, and then say nothing. */
public final class IdleSockets implements AutoCloseable {

    private static final int SWITCHING = 101;

    private final LoadLoop loop;
    private final Meter meter = new Meter();
    private final ManyConnections sockets;
    private int next;

    public IdleSockets(LoadLoop loop, int port) {
        this.loop = loop;
        this.sockets = new ManyConnections(loop, loop.client(Socket::new), port);
    }

    /**
     * Opens until there are so many, and says how long each took.
     *
     * @throws io.pagurus.bench.edge.BenchFailure when one is refused
     */
    public Window openUpTo(int count) {
        var _ = loop.call(meter::cut);
        sockets.openUpTo(count);
        return loop.call(meter::cut);
    }

    @Override
    public void close() {
        sockets.close();
    }

    /** Event-loop confined. One WebSocket. */
    private final class Socket extends ChannelInboundHandlerAdapter {

        private final long begunAt = System.nanoTime();
        private boolean open;

        @Override
        public void channelActive(ChannelHandlerContext at) {
            var _ =
                    at.writeAndFlush(
                            at.alloc()
                                    .buffer()
                                    .writeBytes(Handshake.request(next++).getBytes(Bytes.ASCII)));
        }

        @Override
        public void channelRead(ChannelHandlerContext at, Object read) {
            ByteBuf in = (ByteBuf) read;
            try {
                if (!open) {
                    opened(at, in);
                }
            } finally {
                in.release();
            }
        }

        private void opened(ChannelHandlerContext at, ByteBuf in) {
            byte[] bytes = new byte[in.readableBytes()];
            in.readBytes(bytes);
            int status = Bytes.status(bytes, 0);
            if (status == SWITCHING) {
                open = true;
                meter.took(System.nanoTime() - begunAt);
                sockets.ready(at.channel());
            } else {
                sockets.failed("a WebSocket was answered " + status);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext at) {
            sockets.failed("a WebSocket was closed");
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext at, Throwable cause) {
            sockets.failed(String.valueOf(cause));
            var _ = at.close();
        }
    }
}
