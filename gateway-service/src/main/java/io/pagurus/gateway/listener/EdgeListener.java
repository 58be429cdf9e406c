package io.pagurus.gateway.listener;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.traffic.GlobalTrafficShapingHandler;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.HttpServerImpl;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.impl.SslChannelProvider;
import java.util.function.BiConsumer;

/**
 * Event-loop confined. Vert.x's server, but for the channel of each connection: the edge's own
 * handlers stand around Vert.x's, see {@code docs/decisions/0013-listener.md}.
 */
public final class EdgeListener extends HttpServerImpl {

    private final Connections connections;
    private final ListeningSocket socket;
    private final ProxyHeader.Policy proxies;
    private final HttpDecoderConfig decoder;

    /**
     * @param socket where the socket is kept that all event loops of this port share
     */
    public EdgeListener(
            VertxInternal vertx,
            HttpServerOptions options,
            Connections connections,
            ListeningSocket socket,
            ProxyHeader.Policy proxies) {
        super(vertx, options);
        this.connections = connections;
        this.socket = socket;
        this.proxies = proxies;
        this.decoder =
                new HttpDecoderConfig()
                        .setMaxInitialLineLength(options.getMaxInitialLineLength())
                        .setMaxHeaderSize(options.getMaxHeaderSize())
                        .setMaxChunkSize(options.getMaxChunkSize())
                        .setInitialBufferSize(options.getDecoderInitialBufferSize())
                        .setStrictLineParsing(true);
    }

    @Override
    protected BiConsumer<Channel, SslChannelProvider> childHandler(
            ContextInternal context,
            SocketAddress address,
            GlobalTrafficShapingHandler trafficShaping) {
        BiConsumer<Channel, SslChannelProvider> http =
                super.childHandler(context, address, trafficShaping);
        return (channel, tls) -> accept(channel, () -> http.accept(channel, tls));
    }

    private void accept(Channel channel, Runnable http) {
        socket.accepts(channel.parent());
        if (!connections.admit()) {
            var _ = channel.close();
            return;
        }
        ClientConnection connection = new ClientConnection(connections);
        connection.addTo(channel);
        Runnable prepare =
                () -> {
                    http.run();
                    ProtocolEntry.addTo(channel, connection, decoder);
                };
        if (proxies.expectedFrom(channel.remoteAddress())) {
            ProxyHeader.addTo(channel, prepare);
        } else {
            prepare.run();
        }
    }
}
