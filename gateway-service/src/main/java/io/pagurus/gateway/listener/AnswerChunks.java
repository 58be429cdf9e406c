package io.pagurus.gateway.listener;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.Http1xServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import org.jspecify.annotations.Nullable;

/**
 * Event-loop confined. Writes pieces of an answer that are chunks of HTTP/1.1 already, past Vert.x,
 * which would wrap each, copy its framing and hold a promise for it. Head and end of the answer are
 * Vert.x's.
 */
public final class AnswerChunks {

    private final ChannelHandlerContext encoder;

    private AnswerChunks(ChannelHandlerContext encoder) {
        this.encoder = encoder;
    }

    /**
     * To be asked once the head is written.
     *
     * @return null where the answer has no chunks, or where somebody else has to see its pieces
     */
    public static @Nullable AnswerChunks of(HttpServerRequest request) {
        if (!(request.response() instanceof Http1xServerResponse response)
                || !response.isChunked()
                || !(request.connection() instanceof ConnectionBase connection)) {
            return null;
        }
        ChannelHandlerContext encoder =
                connection.channel().pipeline().context(ClientConnection.ENCODER);
        return encoder == null ? null : new AnswerChunks(encoder);
    }

    /** Writes some at once, and releases them. */
    public void write(ByteBuf chunks) {
        var _ = encoder.writeAndFlush(chunks, encoder.voidPromise());
    }

    /** Whether more than enough waits to be sent; the answer's drain handler hears of the end. */
    public boolean full() {
        return !encoder.channel().isWritable();
    }
}
