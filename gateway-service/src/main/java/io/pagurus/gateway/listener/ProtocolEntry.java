package io.pagurus.gateway.listener;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpDecoderConfig;

/**
 * Event-loop confined. Waits until it is known what a client speaks, which its first bytes or TLS
 * tell, and puts the edge's own handlers beside Vert.x's.
 */
final class ProtocolEntry extends ChannelInboundHandlerAdapter {

    private static final String DECODER = "httpDecoder";

    private final ClientConnection connection;
    private final HttpDecoderConfig config;

    private ProtocolEntry(ClientConnection connection, HttpDecoderConfig config) {
        this.connection = connection;
        this.config = config;
    }

    /** To be called when Vert.x has prepared the channel. */
    static void addTo(Channel channel, ClientConnection connection, HttpDecoderConfig config) {
        channel.pipeline().addLast(new ProtocolEntry(connection, config));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ChannelPipeline pipeline = context.pipeline();
        if (pipeline.get(DECODER) != null) {
            var _ =
                    pipeline.replace(
                            DECODER, DECODER, new StrictRequestDecoder(config, connection));
        } else {
            connection.guardFrames();
        }
        // Before the bytes go on: an upgrade to HTTP/2 takes away all handlers that it finds.
        pipeline.remove(this);
        context.fireChannelRead(message);
    }
}
