package io.pagurus.gateway.websocket;

import io.pagurus.gateway.affinity.KnownOwner;
import io.pagurus.gateway.affinity.Stay;
import io.pagurus.gateway.classes.Wishes;
import io.pagurus.gateway.exchange.Surroundings;
import io.pagurus.gateway.forwarding.Origins;
import io.pagurus.gateway.observation.Outcome;
import io.pagurus.gateway.observation.RequestKind;
import io.pagurus.gateway.routes.RouteRules;
import io.pagurus.gateway.trail.Trail;
import io.pagurus.gateway.upstream.NodeSockets;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Event-loop confined. The WebSockets of one event loop, so that news of the suite reach them. */
public final class WebSockets {

    private final Surroundings around;
    private final Origins origins;
    private final NodeSockets nodes;
    private final WebSocketConfig config;
    private final Duration reconnectSpread;
    private final RandomGenerator random;
    private final Set<OpenSocket> all = new HashSet<>();
    private final Map<String, OpenSocket> bySession = new HashMap<>();
    private boolean leaving;

    public WebSockets(
            Surroundings around,
            Origins origins,
            NodeSockets nodes,
            WebSocketConfig config,
            Duration reconnectSpread,
            RandomGenerator random) {
        this.around = around;
        this.origins = origins;
        this.nodes = nodes;
        this.config = config;
        this.reconnectSpread = reconnectSpread;
        this.random = random;
    }

    /**
     * Begins one.
     *
     * @param session the one that it names; null when it names none
     * @param onOver called once, when it has ended or has not come about
     */
    public void begin(
            HttpServerRequest client,
            RouteRules route,
            Wishes wishes,
            @Nullable String session,
            Stay stay,
            Trail trail,
            Runnable onOver) {
        new WebSocketExchange(this, client, route, wishes, session, stay, trail, onOver).begin();
    }

    /** A life of a node is over: its WebSockets are, too. */
    public void nodeGone(String nodeId, long incarnation) {
        for (OpenSocket socket : new ArrayList<>(all)) {
            if (socket.node().id().equals(nodeId) && socket.node().incarnation() <= incarnation) {
                socket.sendAway();
            }
        }
    }

    /** A session's WebSockets stay where they are for a while, then come back at its owner. */
    public void sessionMoved(String sessionId, KnownOwner owner) {
        for (OpenSocket each = bySession.get(sessionId); each != null; each = each.next) {
            if (!each.node().id().equals(owner.node())) {
                each.sendAwayWithin(config.movedGrace().toMillis());
            }
        }
    }

    /**
     * The edge leaves: each client is sent away at a moment of its own, so that the last one has
     * time to answer as well.
     */
    public void sendAllAway(Duration within) {
        leaving = true;
        long closing = Math.min(config.closeTimeout().toMillis(), within.toMillis() / 2);
        all.forEach(socket -> socket.sendAwayWithin(within.toMillis() - closing));
    }

    /** Whether a WebSocket that opens now is sent away again. */
    boolean leaving() {
        return leaving;
    }

    Surroundings around() {
        return around;
    }

    Origins origins() {
        return origins;
    }

    NodeSockets nodes() {
        return nodes;
    }

    WebSocketConfig config() {
        return config;
    }

    Duration reconnectSpread() {
        return reconnectSpread;
    }

    long upTo(long millis) {
        return random.nextLong(millis + 1);
    }

    int mask() {
        return random.nextInt();
    }

    void add(OpenSocket socket) {
        all.add(socket);
        if (socket.session() != null) {
            socket.next = bySession.put(socket.session(), socket);
        }
    }

    void over(OpenSocket socket) {
        if (all.remove(socket)) {
            if (socket.session() != null) {
                bySession.computeIfPresent(socket.session(), (_, first) -> without(first, socket));
            }
            Duration took = Duration.between(socket.begunAt(), around.clock().instant());
            around.metrics()
                    .ended(RequestKind.WEBSOCKET, Outcome.COMPLETED, socket.node().id(), took);
        }
    }

    private static @Nullable OpenSocket without(OpenSocket first, OpenSocket gone) {
        if (first == gone) {
            return first.next;
        }
        OpenSocket each = first;
        while (each.next != null && each.next != gone) {
            each = each.next;
        }
        if (each.next == gone) {
            each.next = gone.next;
        }
        return first;
    }
}
