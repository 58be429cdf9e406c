package io.pagurus.gateway.listener;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.function.IntConsumer;

/**
 * Event-loop confined. Follows the heads of the frames of one HTTP/2 connection, from the preface
 * on, and ends the connection when {@link FrameFloods} or {@link StreamOrder} say so. {@link
 * StreamPaces} hears of them too.
 *
 * <p>Source: RFC 9113 §4.1.
 */
final class FrameGuard extends ChannelInboundHandlerAdapter {

    private static final int PREFACE = 24;
    private static final int HEAD = 9;
    private static final int TYPE_AT = 3;
    private static final int FLAGS_AT = 4;

    private final FrameFloods floods;
    private final StreamPaces paces;
    private final StreamOrder order = new StreamOrder();
    private final IntConsumer onError;

    /** Bytes of the preface or of a payload that are still to pass. */
    private long skip = PREFACE;

    private int headSeen;
    private int length;
    private int type;
    private int flags;
    private int stream;
    private int error = StreamOrder.FINE;

    /**
     * @param onError told of the error, of RFC 9113 §7, that ends the connection
     */
    FrameGuard(FrameFloods floods, StreamPaces paces, IntConsumer onError) {
        this.floods = floods;
        this.paces = paces;
        this.onError = onError;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (error != StreamOrder.FINE) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof ByteBuf bytes) {
            look(bytes);
        }
        // What stands before the frame in question is served, and it must be known who asks.
        context.fireChannelRead(message);
        if (error != StreamOrder.FINE) {
            onError.accept(error);
        }
    }

    private void look(ByteBuf bytes) {
        int at = bytes.readerIndex();
        int end = bytes.writerIndex();
        while (at < end && error == StreamOrder.FINE) {
            if (skip > 0) {
                int skipped = (int) Math.min(skip, end - at);
                paces.read(skipped);
                skip -= skipped;
                at += skipped;
            } else {
                head(bytes.getByte(at++));
            }
        }
        if (error != StreamOrder.FINE) {
            bytes.writerIndex(at - HEAD > bytes.readerIndex() ? at - HEAD : bytes.readerIndex());
        }
    }

    private void head(byte next) {
        if (headSeen < TYPE_AT) {
            length = (length << 8) | (next & 0xff);
        } else if (headSeen == TYPE_AT) {
            type = next;
        } else if (headSeen == FLAGS_AT) {
            flags = next;
        } else {
            stream = (stream << 8) | (next & 0xff);
        }
        if (++headSeen == HEAD) {
            int of = stream & 0x7fffffff;
            error = floods.count(type) ? StreamOrder.CALM : order.next(type, flags, of);
            paces.next(type, flags, of);
            headSeen = 0;
            skip = length;
            length = 0;
            stream = 0;
        }
    }
}
