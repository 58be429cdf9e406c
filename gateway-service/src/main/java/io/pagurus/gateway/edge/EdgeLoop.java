package io.pagurus.gateway.edge;

import io.pagurus.gateway.affinity.KnownOwner;
import io.pagurus.gateway.exchange.Exchanges;
import io.pagurus.gateway.exchange.RunningExchanges;
import io.pagurus.gateway.exchange.Surroundings;
import io.pagurus.gateway.failure.StallWatch;
import io.pagurus.gateway.failure.Suspicions;
import io.pagurus.gateway.fleet.FleetNode;
import io.pagurus.gateway.routing.Router;
import io.pagurus.gateway.upstream.NodeClient;
import io.pagurus.gateway.webhook.Webhooks;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import org.jspecify.annotations.Nullable;

/**
 * Event-loop confined, but for {@link #nodeLeft} and {@link #sessionMoved}, which any thread may
 * call. One event loop of the edge: its server, its connections to nodes, its requests.
 */
final class EdgeLoop extends AbstractVerticle {

    private final EdgeParts parts;
    private final RunningExchanges running = new RunningExchanges();
    private volatile @Nullable NodeClient nodes;
    private volatile @Nullable HttpServer server;

    EdgeLoop(EdgeParts parts) {
        this.parts = parts;
    }

    @Override
    public void start(Promise<Void> started) {
        NodeClient client =
                new NodeClient(
                        vertx,
                        parts.upstream(),
                        parts.edge().maxConcurrentRequests(),
                        parts.loads(),
                        parts.credentials(),
                        parts.clock());
        nodes = client;
        Suspicions suspicions =
                new Suspicions(parts.confirmation(), parts.metrics(), parts.clock());
        new StallWatch(
                        client,
                        suspicions,
                        parts.failure().stallSuspicion(),
                        parts.failure().silenceLimit(),
                        parts.clock())
                .start(vertx);
        long maxBody = parts.edge().maxBody().asLongValue();
        Exchanges exchanges = new Exchanges(surroundings(client, suspicions), maxBody);
        Webhooks webhooks = new Webhooks(vertx, parts.webhooks(), parts.clock(), maxBody);
        HttpServer listening =
                vertx.createHttpServer(options(parts.edge()))
                        // A client that resets its connection is no error of anybody's.
                        .connectionHandler(connection -> connection.exceptionHandler(_ -> {}))
                        .requestHandler(
                                new EdgeRequests(parts, new Course(parts, exchanges, webhooks)));
        server = listening;
        listening.listen().<Void>mapEmpty().onComplete(started);
    }

    private Surroundings surroundings(NodeClient client, Suspicions suspicions) {
        return new Surroundings(
                vertx,
                parts.clock(),
                parts.fleet(),
                parts.owners(),
                parts.ownership(),
                new Router(parts.region(), parts.loads(), parts.random(), parts.turn().holdPause()),
                client,
                suspicions,
                running,
                parts.parking(),
                parts.budget(),
                parts.metrics(),
                parts.turn(),
                parts.replay(),
                parts.limits().gates(),
                parts.limits().outliers(),
                parts.limits().retries(),
                parts.limits().room(),
                node -> parts.limits().outliers().isOut(node.id(), parts.clock().millis()));
    }

    private static HttpServerOptions options(EdgeConfig config) {
        return new HttpServerOptions()
                .setHost(config.host())
                // A negative port is any free one, the same for all event loops.
                .setPort(config.port() == 0 ? -1 : config.port())
                .setMaxHeaderSize(Math.toIntExact(config.maxHeaderSize().asLongValue()))
                .setMaxInitialLineLength(Math.toIntExact(config.maxRequestLine().asLongValue()))
                .setIdleTimeout(Math.toIntExact(config.idleTimeout().toSeconds()))
                .setHandle100ContinueAutomatically(true)
                // Until the edge speaks HTTP/2 on purpose, nobody upgrades to it by chance.
                .setHttp2ClearTextEnabled(false);
    }

    /** The port that clients reach; -1 before it listens. */
    int port() {
        HttpServer listening = server;
        return listening == null ? -1 : listening.actualPort();
    }

    void nodeLeft(FleetNode was) {
        context.runOnContext(_ -> {
            running.nodeLeft(was.id(), was.incarnation());
            NodeClient client = nodes;
            if (client != null) {
                client.dropConnections(was.id());
            }
        });
    }

    void sessionMoved(String sessionId, KnownOwner owner) {
        context.runOnContext(_ -> running.sessionMoved(sessionId, owner));
    }
}
