package io.pagurus.bench.edge.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.pagurus.local.process.Patience;
import java.time.Duration;

/**
 * Called by one thread. Clients that listen to streams; what an event takes is from the origin's
 * writing to the client's reading.
 */
public final class EventStreams implements Load {

    private static final int OK = 200;
    private static final Duration GONE_LIMIT = Duration.ofSeconds(5);

    private final LoadLoop loop;
    private final EventSource source;
    private final Meter meter = new Meter();
    private final ManyConnections streams;
    private final int perSecond;

    /**
     * @param perSecond events, over all streams
     */
    public EventStreams(LoadLoop loop, Origin origin, int port, int perSecond) {
        this.loop = loop;
        this.source = origin.events();
        this.perSecond = perSecond;
        int[] number = {0};
        this.streams = new ManyConnections(loop, loop.client(() -> new Stream(number[0]++)), port);
    }

    /** Opens until there are so many. */
    public void openUpTo(int count) {
        streams.openUpTo(count);
    }

    /** Has events sent from now on. */
    public void speak() {
        var _ =
                loop.call(() -> {
                    source.start(loop.group().next(), perSecond);
                    return perSecond;
                });
    }

    @Override
    public Window run(Duration how) throws InterruptedException {
        var _ = loop.call(meter::cut);
        Thread.sleep(how);
        return loop.call(meter::cut);
    }

    @Override
    public void close() {
        streams.close();
        // The proxy's ends at the origin go after its clients' ends, some only when they speak.
        var _ = Patience.of(GONE_LIMIT).until(() -> loop.call(source::streams) == 0);
        var _ =
                loop.call(() -> {
                    source.stop();
                    return 0;
                });
    }

    /** Event-loop confined. One stream. */
    private final class Stream extends ChannelInboundHandlerAdapter {

        private final int number;
        private boolean open;
        private boolean inTime;
        private long time;

        Stream(int number) {
            this.number = number;
        }

        @Override
        public void channelActive(ChannelHandlerContext at) {
            String request =
                    "GET /events HTTP/1.1\r\nHost: edge.example\r\nAccept: text/event-stream\r\n"
                            + "X-Session-ID: bench-"
                            + number
                            + "\r\n\r\n";
            var _ = at.writeAndFlush(at.alloc().buffer().writeBytes(request.getBytes(Bytes.ASCII)));
        }

        @Override
        public void channelRead(ChannelHandlerContext at, Object read) {
            ByteBuf in = (ByteBuf) read;
            try {
                if (open) {
                    events(in);
                } else {
                    head(at, in);
                }
            } finally {
                in.release();
            }
        }

        private void head(ChannelHandlerContext at, ByteBuf in) {
            byte[] bytes = new byte[in.readableBytes()];
            in.readBytes(bytes);
            int status = Bytes.status(bytes, 0);
            if (status == OK) {
                open = true;
                streams.ready(at.channel());
            } else {
                streams.failed("a stream was answered " + status);
            }
        }

        private void events(ByteBuf in) {
            for (int at = in.readerIndex(); at < in.writerIndex(); at++) {
                byte c = in.getByte(at);
                if (c == EventSource.TIME_BEGINS) {
                    inTime = true;
                    time = 0;
                } else if (inTime && c == EventSource.TIME_ENDS) {
                    inTime = false;
                    meter.took(System.nanoTime() - time);
                } else if (inTime && c >= '0' && c <= '9') {
                    time = time * 10 + c - '0';
                }
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext at) {
            meter.failed();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext at, Throwable cause) {
            var _ = at.close();
        }
    }
}
