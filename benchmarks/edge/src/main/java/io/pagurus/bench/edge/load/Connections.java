package io.pagurus.bench.edge.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * Event-loop confined. Connects to a proxy from several loopback addresses by turns, so that their
 * ports do not run out.
 */
final class Connections {

    private static final int ADDRESSES = 16;

    private final Bootstrap bootstrap;
    private final InetSocketAddress proxy;
    private int next;

    Connections(Bootstrap bootstrap, int port) {
        this.bootstrap = bootstrap;
        this.proxy = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private static InetAddress source(int last) {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    ChannelFuture open() {
        next = (next + 1) % ADDRESSES;
        return bootstrap.connect(proxy, new InetSocketAddress(source(next + 1), 0));
    }
}
