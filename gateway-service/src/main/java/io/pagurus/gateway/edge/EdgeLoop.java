package io.pagurus.gateway.edge;

import io.pagurus.gateway.affinity.KnownOwner;
import io.pagurus.gateway.exchange.Exchanges;
import io.pagurus.gateway.exchange.RunningExchanges;
import io.pagurus.gateway.exchange.Surroundings;
import io.pagurus.gateway.failure.StallWatch;
import io.pagurus.gateway.failure.Suspicions;
import io.pagurus.gateway.fleet.FleetNode;
import io.pagurus.gateway.forwarding.Origins;
import io.pagurus.gateway.routing.Router;
import io.pagurus.gateway.upstream.NodeClient;
import io.pagurus.gateway.upstream.NodeSockets;
import io.pagurus.gateway.webhook.Webhooks;
import io.pagurus.gateway.websocket.WebSockets;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Event-loop confined, but for {@link #nodeLeft} and {@link #sessionMoved}, which any thread may
 * call. One event loop of the edge: its server, its connections to nodes, its requests.
 */
final class EdgeLoop extends AbstractVerticle {

    /** The rest of the drain time is for those who take their time to go. */
    private static final int SPREAD_PERCENT = 80;

    private final EdgeParts parts;
    private final RunningExchanges running = new RunningExchanges();
    private volatile @Nullable NodeClient nodes;
    private volatile @Nullable WebSockets sockets;
    private volatile @Nullable Ports ports;

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
        Surroundings around = surroundings(client, suspicions);
        Origins origins = parts.listening().origins();
        long maxBody = parts.edge().maxBody().asLongValue();
        Exchanges exchanges = new Exchanges(around, origins, maxBody);
        Webhooks webhooks = new Webhooks(vertx, parts.webhooks(), parts.clock(), maxBody);
        WebSockets relayed =
                new WebSockets(
                        around,
                        origins,
                        nodeSockets(),
                        parts.webSocket(),
                        parts.edge().reconnectSpread(),
                        parts.random());
        sockets = relayed;
        Ports listening =
                new Ports(
                        vertx,
                        parts,
                        new EdgeRequests(parts, new Course(parts, exchanges, webhooks, relayed)));
        ports = listening;
        listening.listen().onComplete(started);
    }

    private NodeSockets nodeSockets() {
        return new NodeSockets(
                vertx,
                parts.upstream(),
                parts.webSocket().maxOpen(),
                parts.loads(),
                parts.credentials(),
                parts.clock());
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
                parts.limits().rooms(),
                node -> parts.limits().outliers().isOut(node.id(), parts.clock().millis()));
    }

    /** The port that clients reach; -1 before it listens. */
    int port() {
        Ports listening = ports;
        return listening == null ? -1 : listening.plainPort();
    }

    /** The same for TLS; -1 without. */
    int tlsPort() {
        Ports listening = ports;
        return listening == null ? -1 : listening.tlsPort();
    }

    void nodeLeft(FleetNode was) {
        context.runOnContext(_ -> {
            running.nodeLeft(was.id(), was.incarnation());
            long grace = parts.failure().ejectedGrace().toMillis();
            if (grace > 0) {
                vertx.setTimer(grace, _ -> nodeGone(was));
            } else {
                nodeGone(was);
            }
        });
    }

    /** What is still there is dropped, unless the node is in rotation again. */
    private void nodeGone(FleetNode was) {
        boolean back =
                parts.fleet().snapshot().node(was.id()).filter(FleetNode::inRotation).isPresent();
        if (back) {
            return;
        }
        running.nodeGone(was.id(), was.incarnation());
        NodeClient client = nodes;
        if (client != null) {
            client.dropConnections(was.id());
        }
        WebSockets relayed = sockets;
        if (relayed != null) {
            relayed.nodeGone(was.id(), was.incarnation());
        }
    }

    /**
     * Ends what has no end of its own, each at some moment of that time, and what is idle now. Done
     * once the loop knows.
     */
    Future<Void> leave(Duration within) {
        Promise<Void> told = Promise.promise();
        context.runOnContext(_ -> {
            long spread = within.toMillis() * SPREAD_PERCENT / 100;
            long retry = parts.edge().reconnectSpread().toMillis();
            running.edgeLeaves(
                    () -> parts.random().nextLong(spread + 1),
                    () -> parts.random().nextLong(retry + 1));
            WebSockets relayed = sockets;
            if (relayed != null) {
                relayed.sendAllAway(Duration.ofMillis(spread));
            }
            Ports listening = ports;
            if (listening != null) {
                listening.leave(within);
            }
            told.complete();
        });
        return told.future();
    }

    void sessionMoved(String sessionId, KnownOwner owner) {
        context.runOnContext(_ -> {
            running.sessionMoved(sessionId, owner);
            WebSockets relayed = sockets;
            if (relayed != null) {
                relayed.sessionMoved(sessionId, owner);
            }
        });
    }
}
