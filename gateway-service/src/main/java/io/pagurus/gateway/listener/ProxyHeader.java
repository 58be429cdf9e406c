package io.pagurus.gateway.listener;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol;
import io.pagurus.gateway.forwarding.Networks;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.impl.ConnectionBase;
import java.net.InetSocketAddress;

/**
 * Event-loop confined. Takes the PROXY header that a balancer puts in front of a connection, and
 * the client's address from it.
 *
 * <p>Source: the PROXY protocol, versions 1 and 2, of HAProxy.
 */
public final class ProxyHeader extends SimpleChannelInboundHandler<HAProxyMessage> {

    /** Immutable. Who sends one: without it any client could give itself any address. */
    public record Policy(boolean enabled, Networks trusted) {

        boolean expectedFrom(java.net.SocketAddress remote) {
            return enabled
                    && remote instanceof InetSocketAddress address
                    && trusted.contain(address.getAddress());
        }
    }

    private final Runnable then;

    private ProxyHeader(Runnable then) {
        this.then = then;
    }

    static void addTo(Channel channel, Runnable then) {
        channel.pipeline().addLast(new HAProxyMessageDecoder(), new ProxyHeader(then));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HAProxyMessage header) {
        HAProxyProxiedProtocol proxied = header.proxiedProtocol();
        boolean known =
                proxied == HAProxyProxiedProtocol.TCP4 || proxied == HAProxyProxiedProtocol.TCP6;
        // A balancer's own health check speaks for itself, and is of no known protocol.
        if (known && header.sourceAddress() != null) {
            context.channel()
                    .attr(ConnectionBase.REMOTE_ADDRESS_OVERRIDE)
                    .set(
                            SocketAddress.inetSocketAddress(
                                    header.sourcePort(), header.sourceAddress()));
        }
        then.run();
        context.pipeline().remove(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        var _ = context.close();
    }
}
