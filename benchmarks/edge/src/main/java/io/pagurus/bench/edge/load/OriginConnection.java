package io.pagurus.bench.edge.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Event-loop confined. One connection of a proxy to the origin. */
final class OriginConnection extends ChannelInboundHandlerAdapter {

    private static final int BODY = 1024;
    private static final ByteBuf KILOBYTE =
            Bytes.constant(
                    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                            + BODY
                            + "\r\n\r\n"
                            + "x".repeat(BODY));
    private static final ByteBuf STREAM =
            Bytes.constant(
                    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                            + "Cache-Control: no-cache\r\nTransfer-Encoding: chunked\r\n\r\n"
                            // A first word, as a model's stream has one too.
                            + "5\r\n:ok\n\n\r\n");

    private final EventSource events;
    private final MessageCutter cutter = new MessageCutter(this::take);

    // Netty sets it before it calls anything else.
    @SuppressWarnings("NullAway.Init")
    private ChannelHandlerContext context;

    private boolean upgraded;
    private boolean answered;

    OriginConnection(EventSource events) {
        this.events = events;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void channelRead(ChannelHandlerContext at, Object read) {
        ByteBuf in = (ByteBuf) read;
        try {
            if (!upgraded) {
                cutter.read(in);
            }
        } finally {
            in.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext at) {
        if (answered) {
            answered = false;
            at.flush();
        }
    }

    private void take(byte[] bytes, int from) {
        int path = from;
        while (bytes[path] != '/') {
            path++;
        }
        answered = true;
        switch (bytes[path + 1]) {
            case 'e' -> {
                write(STREAM);
                events.add(context.channel());
            }
            case 'w' -> {
                upgraded = true;
                write(Handshake.answer(bytes, from));
            }
            default -> write(KILOBYTE);
        }
    }

    private void write(ByteBuf constant) {
        var _ = context.write(constant.duplicate(), context.voidPromise());
    }

    @Override
    public void channelInactive(ChannelHandlerContext at) {
        events.remove(at.channel());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext at, Throwable cause) {
        var _ = at.close();
    }
}
