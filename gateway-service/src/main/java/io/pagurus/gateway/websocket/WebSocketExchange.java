package io.pagurus.gateway.websocket;

import io.netty.channel.Channel;
import io.pagurus.gateway.affinity.Stay;
import io.pagurus.gateway.classes.Wishes;
import io.pagurus.gateway.exchange.NodeSearch;
import io.pagurus.gateway.exchange.Surroundings;
import io.pagurus.gateway.fleet.FleetNode;
import io.pagurus.gateway.forwarding.HeaderPolicy;
import io.pagurus.gateway.forwarding.Origin;
import io.pagurus.gateway.identity.SessionHeaders;
import io.pagurus.gateway.limits.RetryShare;
import io.pagurus.gateway.observation.EdgeMetrics;
import io.pagurus.gateway.observation.Outcome;
import io.pagurus.gateway.observation.RequestKind;
import io.pagurus.gateway.problem.Problem;
import io.pagurus.gateway.relay.EndToEndHeaders;
import io.pagurus.gateway.routes.RouteRules;
import io.pagurus.gateway.trail.Trail;
import io.pagurus.gateway.upstream.NodeFailure;
import io.pagurus.gateway.upstream.NodeFailure.Phase;
import io.pagurus.gateway.upstream.NodeSockets;
import io.pagurus.gateway.upstream.SocketTry;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.impl.NetSocketInternal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Event-loop confined. The story of one opening handshake: asked of its session's owner where that
 * is known, else of the node that routing places it at; of another one while none has answered.
 * Then its two connections are bound, and it is over.
 */
final class WebSocketExchange {

    private static final int SWITCHING_PROTOCOLS = 101;
    private static final long NO_TIMER = -1;

    private final WebSockets all;
    private final Surroundings around;
    private final HttpServerRequest client;
    private final RouteRules route;
    private final @Nullable String session;
    private final Stay stay;
    private final Trail trail;
    private final Runnable onOver;
    private final Instant begunAt;
    private final NodeSearch search;
    private final RetryShare share;
    private @Nullable FleetNode at;
    private @Nullable SocketTry atNode;
    private @Nullable HttpClientRequest asking;
    private long timer = NO_TIMER;
    private int tries;
    private boolean over;

    WebSocketExchange(
            WebSockets all,
            HttpServerRequest client,
            RouteRules route,
            Wishes wishes,
            @Nullable String session,
            Stay stay,
            Trail trail,
            Runnable onOver) {
        this.all = all;
        this.around = all.around();
        this.client = client;
        this.route = route;
        this.session = session;
        this.stay = stay;
        this.trail = trail;
        this.onOver = onOver;
        this.search = new NodeSearch(around, route, wishes, session, stay, trail);
        this.share = new RetryShare(around.retries());
        this.begunAt = around.clock().instant();
    }

    void begin() {
        Problem wrong = Upgrade.wrong(client);
        if (wrong != null) {
            refuse(wrong);
            return;
        }
        client.response().closeHandler(_ -> clientGone());
        client.response().exceptionHandler(_ -> clientGone());
        client.exceptionHandler(_ -> clientGone());
        route();
    }

    private void route() {
        Optional<NodeSearch.Found> found = search.next();
        if (found.isPresent()) {
            ask(found.get().node(), found.get().epoch());
        } else {
            refuse(Problem.unavailable("No node is in rotation"));
        }
    }

    private void ask(FleetNode node, long epoch) {
        SocketTry trying = all.nodes().begin(node);
        stay.at(node.id());
        at = node;
        atNode = trying;
        int mine = ++tries;
        timer =
                around.vertx()
                        .setTimer(
                                all.config().handshakeTimeout().toMillis(),
                                _ -> failed(mine, silence()));
        all.nodes()
                .open(node, client.uri(), headers(node, epoch))
                .onComplete(
                        request -> connected(mine, node, trying, request),
                        cause -> failed(mine, NodeFailure.of(Phase.CONNECT, cause)));
    }

    private MultiMap headers(FleetNode node, long epoch) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        EndToEndHeaders.copyRequest(client.headers(), headers);
        Origin origin = all.origins().of(client);
        HeaderPolicy.addDefault(origin, headers);
        trail.nameTo(headers);
        trail.tries(node, epoch, headers);
        SessionHeaders.name(headers, session);
        if (epoch > 0) {
            headers.set("X-Session-Epoch", Long.toString(epoch));
        }
        return route.mannerTo(node.id()).headers().applyTo(headers, origin);
    }

    private void connected(int mine, FleetNode node, SocketTry trying, HttpClientRequest request) {
        if (over || mine != tries) {
            var _ = request.connection().close();
            return;
        }
        asking = request;
        request.connect()
                .onComplete(
                        answer -> answered(mine, node, trying, answer),
                        cause -> failed(mine, NodeFailure.of(Phase.HEAD, cause)));
    }

    private void answered(int mine, FleetNode node, SocketTry trying, HttpClientResponse answer) {
        if (over || mine != tries) {
            return;
        }
        stopTimer();
        all.nodes().hideCredentials(answer.headers(), node);
        trying.answered(answer.statusCode());
        around.answered(node.id(), answer.statusCode());
        trail.head(answer.statusCode());
        if (answer.statusCode() != SWITCHING_PROTOCOLS) {
            relay(answer);
        } else if (Upgrade.isAnswer(answer.headers(), Upgrade.key(client.headers()))) {
            bind(node, trying, answer);
        } else {
            failed(mine, new NodeFailure(Phase.HEAD, "a 101 that answers no WebSocket handshake"));
        }
    }

    private void bind(FleetNode node, SocketTry trying, HttpClientResponse answer) {
        over = true;
        share.giveBack();
        HttpClientRequest request = answer.request();
        // The tunnel sees it; without this it is logged as well.
        answer.exceptionHandler(_ -> {});
        Channel nodeChannel = NodeSockets.channel(request);
        trail.ended(Outcome.COMPLETED);
        OpenSocket socket = new OpenSocket(all, node, trying, session, stay, begunAt, onOver);
        all.add(socket);
        // Frames may follow the answer at once, before the connection is out of HTTP's hands.
        socket.tunnel().catchNode(nodeChannel);
        HttpServerResponse response = client.response();
        EndToEndHeaders.copyAnswer(answer.headers(), response.headers());
        stay.tell(node.id(), response.headers());
        response.putHeader(HttpHeaders.CONNECTION, "Upgrade");
        response.putHeader(HttpHeaders.UPGRADE, "websocket");
        if (session != null) {
            response.putHeader("X-Session-ID", session);
        }
        client.toNetSocket()
                .onComplete(
                        opened -> {
                            socket.tunnel().catchClient(channel(opened));
                            // The answer's own handling ends first, and takes its decoder away.
                            around.vertx().runOnContext(_ -> begin(socket, request));
                            trail.switched();
                        },
                        _ -> {
                            var _ = nodeChannel.close();
                            socket.over();
                        });
    }

    private void begin(OpenSocket socket, HttpClientRequest request) {
        NodeSockets.release(request);
        socket.tunnel().begin();
        if (all.leaving() || !stillServes(socket.node())) {
            // Edge or node have left while it was asked: before there was a WebSocket to be told.
            socket.sendAway();
        }
    }

    private boolean stillServes(FleetNode node) {
        return around.fleet()
                .snapshot()
                .node(node.id())
                .filter(now -> now.inRotation() && now.incarnation() == node.incarnation())
                .isPresent();
    }

    private static Channel channel(NetSocket socket) {
        return ((NetSocketInternal) socket).channelHandlerContext().channel();
    }

    /** The node has another answer; it is the client's. */
    private void relay(HttpClientResponse answer) {
        HttpServerResponse response = client.response();
        response.setStatusCode(answer.statusCode()).setStatusMessage(answer.statusMessage());
        EndToEndHeaders.copyAnswer(answer.headers(), response.headers());
        if (!response.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
            response.setChunked(true);
        }
        answer.pipeTo(response)
                .onComplete(
                        _ -> finish(Outcome.COMPLETED),
                        _ -> {
                            response.reset();
                            finish(Outcome.CUT);
                        });
    }

    private NodeFailure silence() {
        return new NodeFailure(
                asking == null ? Phase.CONNECT : Phase.HEAD, "no answer to the handshake");
    }

    private void failed(int mine, NodeFailure failure) {
        FleetNode node = at;
        if (over || mine != tries || node == null) {
            return;
        }
        if (atNode != null) {
            atNode.failed();
        }
        letGo();
        trail.tried(failure.phase().failed());
        around.failed(node);
        var _ = around.suspicions().confirm(node, failure);
        search.avoid(node);
        if (tries <= around.turn().maxOtherRetries() && around.mayRetry(share)) {
            around.metrics().retried("other-node");
            route();
        } else {
            refuse(Problem.unavailable("The node failed"));
        }
    }

    private void clientGone() {
        finish(Outcome.CLIENT_GONE);
    }

    private void refuse(Problem problem) {
        trail.refused(problem);
        problem.answer(client.response());
        finish(Outcome.REFUSED);
    }

    private void finish(Outcome outcome) {
        if (over) {
            return;
        }
        over = true;
        share.giveBack();
        String node = at == null ? EdgeMetrics.NO_NODE : at.id();
        letGo();
        Duration took = Duration.between(begunAt, around.clock().instant());
        around.metrics().ended(RequestKind.WEBSOCKET, outcome, node, took);
        stay.over();
        trail.ended(outcome);
        onOver.run();
    }

    private void letGo() {
        stopTimer();
        if (atNode != null) {
            atNode.ended();
            atNode = null;
        }
        if (asking != null) {
            var _ = asking.connection().close();
            asking = null;
        }
    }

    private void stopTimer() {
        if (timer != NO_TIMER) {
            around.vertx().cancelTimer(timer);
            timer = NO_TIMER;
        }
    }
}
