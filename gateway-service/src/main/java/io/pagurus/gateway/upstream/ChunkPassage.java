package io.pagurus.gateway.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;

/**
 * Event-loop confined. The first handler of a node's channel for as long as chunks of an answer
 * pass: they go to their sink at once, and no other handler sees them. Each stream is looked at
 * anew for each event, and by then has left the processor's caches: so few objects lie on the way.
 */
final class ChunkPassage extends ChannelInboundHandlerAdapter {

    private final DirectConnection connection;
    private final ChunkRelay relay = new ChunkRelay();
    private @Nullable ChunkSink sink;

    ChunkPassage(DirectConnection connection, ChunkSink sink) {
        this.connection = connection;
        this.sink = sink;
    }

    /** Nobody wants the rest. */
    void drop() {
        sink = null;
    }

    /** Whether something was behind the body, which nobody has asked for. */
    boolean saidMore() {
        return relay.saidMore();
    }

    @Override
    public void channelRead(ChannelHandlerContext at, Object read) {
        pass(at, (ByteBuf) read);
    }

    /**
     * Passes on what has come of an answer's body.
     *
     * @param in is taken
     */
    void pass(ChannelHandlerContext at, ByteBuf in) {
        ChunkSink to = sink;
        if (to == null) {
            in.release();
            connection.close();
            return;
        }
        ByteBuf chunks = relay.next(in, at.alloc());
        if (chunks != null) {
            to.take(chunks, relay.bytes(), relay.endsEvent());
        }
        if (relay.isOver()) {
            over(at);
        }
    }

    private void over(ChannelHandlerContext at) {
        if (relay.isBroken()) {
            connection.broken(new IllegalStateException("chunks that are none"));
        } else {
            at.pipeline().remove(this);
            connection.passed(this);
        }
    }

    /** Nobody behind has read anything. */
    @Override
    public void channelReadComplete(ChannelHandlerContext at) {
        // The channel itself reads on, unless it was told not to.
    }
}
