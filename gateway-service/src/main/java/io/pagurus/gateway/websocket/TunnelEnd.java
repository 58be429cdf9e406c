package io.pagurus.gateway.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Event-loop confined. One connection of a tunnel, as the last handler of its channel: what it
 * reads goes to the other end, and it reads no faster than the other end writes. It holds no buffer
 * while nothing moves.
 */
final class TunnelEnd extends ChannelInboundHandlerAdapter {

    private final Tunnel tunnel;
    private final FrameTrack track;
    private @Nullable Channel channel;
    private @Nullable TunnelEnd other;
    private boolean discarding;
    private boolean lastFrameOnly;
    private boolean wholeFrames = true;

    /** What came before the other end was there; null but for that moment. */
    private @Nullable ArrayDeque<ByteBuf> early;

    TunnelEnd(Tunnel tunnel, FrameTrack track) {
        this.tunnel = tunnel;
        this.track = track;
    }

    /** Whether what has passed from here ends with a whole frame, behind which one may stand. */
    boolean mayAdd() {
        return wholeFrames && !track.closed();
    }

    /** Whether a close frame has come from here. */
    boolean closeSeen() {
        return track.closed();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        channel = context.channel();
    }

    Channel channel() {
        return Objects.requireNonNull(channel, "not in a channel yet");
    }

    /** From now on what is read here goes there. */
    void passTo(TunnelEnd end) {
        other = end;
        ArrayDeque<ByteBuf> waiting = early;
        early = null;
        if (waiting != null) {
            waiting.forEach(this::pass);
            end.flush();
        }
        read();
    }

    /** What is read here goes nowhere any more, but is looked through for a close frame. */
    void discard() {
        discarding = true;
        setReading(true);
    }

    /** Passes the rest of the frame that is under way, then tells the tunnel. */
    void finishFrame() {
        lastFrameOnly = true;
    }

    void write(ByteBuf bytes) {
        Channel open = channel;
        if (open == null || !open.isActive()) {
            bytes.release();
        } else {
            var _ = open.write(bytes, open.voidPromise());
        }
    }

    void flush() {
        if (channel != null) {
            channel.flush();
        }
    }

    /** Closes behind what is written. */
    void close() {
        Channel open = channel;
        if (open != null && open.isOpen()) {
            var _ =
                    open.writeAndFlush(Unpooled.EMPTY_BUFFER)
                            .addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** Closes at once: what is written is lost. */
    void abort() {
        if (channel != null) {
            var _ = channel.close();
        }
    }

    boolean isActive() {
        return channel != null && channel.isActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof ByteBuf bytes)) {
            ReferenceCountUtil.release(message);
        } else if (discarding) {
            drop(bytes);
        } else if (other == null) {
            keep(bytes);
        } else {
            pass(bytes);
        }
    }

    private void keep(ByteBuf bytes) {
        if (early == null) {
            early = new ArrayDeque<>(1);
        }
        early.add(bytes);
        setReading(false);
    }

    private void drop(ByteBuf bytes) {
        var _ = track.take(bytes);
        bytes.release();
        if (track.closed()) {
            tunnel.closeAnswered(this);
        }
    }

    private void pass(ByteBuf bytes) {
        TunnelEnd to = other;
        if (to == null || discarding) {
            bytes.release();
        } else if (lastFrameOnly) {
            passRestOfFrame(bytes, to);
        } else if (track.take(bytes) == FrameTrack.Wrong.TOO_LONG) {
            bytes.release();
            discarding = true;
            tunnel.tooLong();
        } else {
            wholeFrames = track.atBoundary();
            to.write(bytes);
        }
    }

    private void passRestOfFrame(ByteBuf bytes, TunnelEnd to) {
        int rest = track.takeRestOfFrame(bytes);
        to.write(bytes.slice(bytes.readerIndex(), rest));
        wholeFrames = track.atBoundary();
        if (wholeFrames) {
            discarding = true;
            tunnel.frameFinished();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        TunnelEnd to = other;
        if (to != null && !discarding) {
            to.flush();
            setReading(to.channel == null || to.channel.isWritable());
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        TunnelEnd from = other;
        if (from != null && context.channel().isWritable()) {
            from.read();
        }
    }

    private void read() {
        TunnelEnd to = other;
        setReading(discarding || to == null || to.channel == null || to.channel.isWritable());
    }

    private void setReading(boolean reading) {
        if (channel != null && channel.config().isAutoRead() != reading) {
            channel.config().setAutoRead(reading);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        ArrayDeque<ByteBuf> waiting = early;
        early = null;
        if (waiting != null) {
            waiting.forEach(ByteBuf::release);
        }
        tunnel.ended(this);
        // Until the tunnel has begun somebody behind it waits for this, too.
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // A reset, or a TLS record that is none: whichever, this connection is over.
        var _ = context.close();
    }
}
