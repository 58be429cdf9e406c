package io.pagurus.gateway.upstream;

import io.pagurus.gateway.fleet.FleetNode;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.PemTrustOptions;
import java.time.Clock;
import java.util.HashSet;
import java.util.Set;

/**
 * Event-loop confined: one for each event loop, so that a request and its answer stay on one
 * thread. Keeps a bounded number of idle connections a node, and drops all of a node's when it has
 * left.
 */
public final class NodeClient {

    private final VertxUpstream vertx;
    private final DirectUpstream direct;
    private final NodeLoads loads;
    private final NodeCredentials credentials;
    private final Clock clock;
    private final Set<Attempt> watched = new HashSet<>();

    /**
     * @param mostConcurrent how many requests the edge lets in; connections are not the bound
     */
    public NodeClient(
            Vertx vertx,
            UpstreamConfig config,
            int mostConcurrent,
            NodeLoads loads,
            NodeCredentials credentials,
            Clock clock) {
        this.loads = loads;
        this.credentials = credentials;
        this.clock = clock;
        this.vertx = new VertxUpstream(vertx, config, mostConcurrent, credentials);
        this.direct = new DirectUpstream(vertx, config, credentials, clock);
    }

    static HttpClientOptions options(UpstreamConfig config) {
        HttpClientOptions options =
                new HttpClientOptions()
                        .setConnectTimeout(Math.toIntExact(config.connectTimeout().toMillis()))
                        .setKeepAliveTimeout(Math.toIntExact(config.idleTimeout().toSeconds()))
                        .setMaxHeaderSize(Math.toIntExact(config.maxHeaderSize().asLongValue()))
                        .setTcpKeepAlive(true);
        config.ca()
                .ifPresent(ca ->
                        options.setTrustOptions(new PemTrustOptions().addCertPath(ca.toString())));
        return options;
    }

    /** A try that has not begun: its caller has to know it before its listener hears of it. */
    public Attempt attempt(
            NodeRequest request, FleetNode node, long epoch, Attempt.Listener listener) {
        return new Attempt(this, request, node, epoch, listener);
    }

    void start(Attempt attempt, NodeRequest request) {
        FleetNode node = attempt.node();
        watched.add(attempt);
        if (node.tls() || request.http2()) {
            vertx.open(request, node, attempt.epoch(), attempt);
        } else {
            direct.open(request, node, attempt.epoch(), attempt);
        }
    }

    /** The tries that run now and whose silence may mean something. */
    public Set<Attempt> watched() {
        return watched;
    }

    /** Its silence means nothing. */
    void unwatched(Attempt attempt) {
        watched.remove(attempt);
    }

    /** Closes every connection to a node: what is behind them may hang for ever. */
    public void dropConnections(String nodeId) {
        vertx.dropConnections(nodeId);
        direct.dropConnections(nodeId);
    }

    /** Nobody but the edge sees what it shows to nodes. */
    void hideCredentials(MultiMap answer, String nodeId) {
        credentials.hideIn(answer, nodeId);
    }

    long nowMillis() {
        return clock.millis();
    }

    long nowMicros() {
        return NodeLoad.micros(clock.instant());
    }

    NodeLoad load(String nodeId) {
        return loads.of(nodeId, nowMicros());
    }

    void ended(Attempt attempt) {
        watched.remove(attempt);
    }
}
