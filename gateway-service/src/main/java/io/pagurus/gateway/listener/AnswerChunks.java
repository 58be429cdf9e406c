package io.pagurus.gateway.listener;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.Http1xServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import org.jspecify.annotations.Nullable;

/**
 * Event-loop confined. Writes pieces of an answer that are chunks of HTTP/1.1 already, past Vert.x,
 * which would wrap each, copy its framing and hold a promise for it, and past all other handlers
 * but those of TLS. Head and end of the answer are Vert.x's.
 */
public final class AnswerChunks {

    private final ClientConnection connection;
    private final ChannelHandlerContext from;

    private AnswerChunks(ClientConnection connection, ChannelHandlerContext from) {
        this.connection = connection;
        this.from = from;
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
        ChannelPipeline pipeline = connection.channel().pipeline();
        ChannelHandlerContext encoder = pipeline.context(ClientConnection.ENCODER);
        if (encoder == null) {
            return null;
        }
        ClientConnection client = ClientConnection.of(request.connection());
        boolean plain = pipeline.get(SslHandler.class) == null;
        return new AnswerChunks(client, plain ? pipeline.context(client) : encoder);
    }

    /** Writes some at once, and releases them. */
    public void write(ByteBuf chunks) {
        connection.written();
        var _ = from.writeAndFlush(chunks, from.voidPromise());
    }

    /** Whether more than enough waits to be sent; the answer's drain handler hears of the end. */
    public boolean full() {
        return !from.channel().isWritable();
    }
}
