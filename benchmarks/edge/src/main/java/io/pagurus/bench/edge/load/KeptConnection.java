package io.pagurus.bench.edge.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.List;

/** Event-loop confined. Asks, waits for the whole answer, and asks again. */
final class KeptConnection extends ChannelInboundHandlerAdapter {

    private static final int OK = 200;

    private final List<ByteBuf> requests;
    private final Meter meter;
    private final MessageCutter cutter = new MessageCutter(this::answered);
    private int next;
    private long askedAt;
    private boolean due;

    KeptConnection(List<ByteBuf> requests, Meter meter) {
        this.requests = requests;
        this.meter = meter;
    }

    @Override
    public void channelActive(ChannelHandlerContext at) {
        ask(at);
    }

    private void ask(ChannelHandlerContext at) {
        next = next + 1 < requests.size() ? next + 1 : 0;
        askedAt = System.nanoTime();
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
        if (due) {
            due = false;
            ask(at);
        }
    }

    private void answered(byte[] bytes, int from) {
        due = true;
        if (Bytes.status(bytes, from) == OK) {
            meter.took(System.nanoTime() - askedAt);
        } else {
            meter.failed();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext at, Throwable cause) {
        meter.failed();
        var _ = at.close();
    }
}
