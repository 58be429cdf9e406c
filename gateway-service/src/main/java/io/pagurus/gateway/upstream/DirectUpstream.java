package io.pagurus.gateway.upstream;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.pagurus.gateway.fleet.FleetNode;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/**
 * Event-loop confined. Nodes that are reached by plain HTTP/1.1, in Netty's handlers on the event
 * loop of their clients: Vert.x's own client does much more for a request than that needs, see
 * {@code docs/decisions/0012-edge-layers.md}.
 */
final class DirectUpstream {

    private final ContextInternal context;
    private final UpstreamConfig config;
    private final NodeCredentials credentials;
    private final Clock clock;
    private final Bootstrap bootstrap;

    /** One for each node that there are connections to. */
    private final Map<String, DirectPool> pools = new HashMap<>();

    DirectUpstream(Vertx vertx, UpstreamConfig config, NodeCredentials credentials, Clock clock) {
        this.context = (ContextInternal) vertx.getOrCreateContext();
        this.config = config;
        this.credentials = credentials;
        this.clock = clock;
        this.bootstrap = bootstrap((VertxInternal) vertx);
        // One timer for all connections, where one each would be set anew by every request.
        vertx.setPeriodic(Math.max(1, config.idleTimeout().toMillis() / 4), _ -> closeIdle());
    }

    private Bootstrap bootstrap(VertxInternal vertx) {
        return new Bootstrap()
                .group(context.nettyEventLoop())
                .channelFactory(vertx.transport().channelFactory(false))
                .resolver(vertx.nettyAddressResolverGroup())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(
                        ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        Math.toIntExact(config.connectTimeout().toMillis()));
    }

    void open(NodeRequest request, FleetNode node, long epoch, NodeStream.Listener listener) {
        DirectPool pool = pools.computeIfAbsent(node.id(), _ -> new DirectPool(config));
        RequestHead head = new RequestHead(request, node, epoch, credentials);
        DirectConnection idle = pool.take(node);
        if (idle != null) {
            idle.begin(head, listener);
        } else {
            connect(pool, node, head, listener);
        }
    }

    private void connect(
            DirectPool pool, FleetNode node, RequestHead head, NodeStream.Listener listener) {
        DirectConnection connection = new DirectConnection(context, clock, pool);
        pool.opens();
        ChannelFuture connecting =
                bootstrap.clone().handler(pipeline(connection)).connect(node.host(), node.port());
        connecting.addListener(connected -> {
            if (connected.isSuccess()) {
                pool.opened(connection);
                context.emit(head, of -> connection.begin(of, listener));
            } else {
                pool.notOpened();
                context.emit(connected.cause(), listener::fail);
            }
        });
    }

    private ChannelInitializer<Channel> pipeline(DirectConnection connection) {
        int mostHead = Math.toIntExact(config.maxHeaderSize().asLongValue());
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new AnswerDecoder(mostHead, connection), connection);
            }
        };
    }

    private void closeIdle() {
        long before = clock.millis() - config.idleTimeout().toMillis();
        pools.values().forEach(pool -> pool.closeIdleSince(before));
        pools.values().removeIf(DirectPool::isUnused);
    }

    void dropConnections(String nodeId) {
        DirectPool gone = pools.get(nodeId);
        if (gone != null) {
            gone.close();
        }
    }
}
