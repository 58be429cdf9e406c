package io.pagurus.bench.edge.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.pagurus.bench.edge.BenchFailure;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Thread-safe. The one event loop of clients and origin: they share a core, and a second thread
 * would only have it switch.
 */
public final class LoadLoop implements AutoCloseable {

    private static final int BACKLOG = 4096;
    private static final int CONNECT_MILLIS = 5_000;

    private final boolean epoll = Epoll.isAvailable();
    private final EventLoopGroup group =
            epoll ? new EpollEventLoopGroup(1) : new NioEventLoopGroup(1);

    /** What it asks the kernel with. */
    public String transport() {
        return epoll ? "epoll" : "NIO";
    }

    EventLoopGroup group() {
        return group;
    }

    ServerBootstrap server(Supplier<ChannelHandler> handler) {
        return new ServerBootstrap()
                .group(group)
                .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(initializer(handler));
    }

    Bootstrap client(Supplier<ChannelHandler> handler) {
        return new Bootstrap()
                .group(group)
                .channel(epoll ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .handler(initializer(handler));
    }

    private static ChannelInitializer<SocketChannel> initializer(Supplier<ChannelHandler> handler) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(SocketChannel channel) {
                channel.pipeline().addLast(handler.get());
            }
        };
    }

    /** Does something on the loop, and waits for it. */
    <T> T call(Callable<T> what) {
        try {
            return group.submit(what).get();
        } catch (ExecutionException failed) {
            throw new BenchFailure("the load failed: " + failed.getCause(), failed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", e);
        }
    }

    @Override
    public void close() {
        var _ =
                group.shutdownGracefully(0, 1, TimeUnit.SECONDS)
                        .awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
