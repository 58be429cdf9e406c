package io.pagurus.gateway.upstream;

import io.pagurus.gateway.fleet.FleetNode;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Event-loop confined: one for each event loop, so that a request and its answer stay on one
 * thread. Keeps a bounded number of idle connections a node, and drops all of a node's when it has
 * left.
 */
public final class NodeClient {

    private final HttpClient client;
    private final UpstreamConfig config;
    private final NodeLoads loads;
    private final NodeCredentials credentials;
    private final Clock clock;
    private final Map<String, Set<HttpConnection>> open = new HashMap<>();
    private final Map<String, Integer> busy = new HashMap<>();
    private final Set<Attempt> running = new HashSet<>();

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
        this.config = config;
        this.loads = loads;
        this.credentials = credentials;
        this.clock = clock;
        this.client =
                vertx.createHttpClient(
                        options(config), new PoolOptions().setHttp1MaxSize(mostConcurrent));
    }

    private static HttpClientOptions options(UpstreamConfig config) {
        return new HttpClientOptions()
                .setConnectTimeout(Math.toIntExact(config.connectTimeout().toMillis()))
                .setKeepAliveTimeout(Math.toIntExact(config.idleTimeout().toSeconds()))
                .setMaxHeaderSize(Math.toIntExact(config.maxHeaderSize().asLongValue()))
                .setTcpKeepAlive(true);
    }

    /** A try that has not begun: its caller has to know it before its listener hears of it. */
    public Attempt attempt(
            NodeRequest request, FleetNode node, long epoch, Attempt.Listener listener) {
        return new Attempt(this, request, node, epoch, listener);
    }

    void start(Attempt attempt, NodeRequest request) {
        FleetNode node = attempt.node();
        busy.merge(node.id(), 1, Integer::sum);
        running.add(attempt);
        RequestOptions target =
                new RequestOptions()
                        .setHost(node.host())
                        .setPort(node.port())
                        .setSsl(node.tls())
                        .setMethod(request.method())
                        .setURI(request.uri());
        client.request(target)
                .onComplete(
                        connected -> {
                            track(node.id(), connected.connection());
                            fill(connected, request, node.id(), attempt.epoch());
                            attempt.connected(connected);
                        },
                        attempt::fail);
    }

    private void fill(HttpClientRequest connected, NodeRequest request, String nodeId, long epoch) {
        connected.headers().addAll(request.headers());
        if (epoch > 0) {
            connected.headers().set("X-Session-Epoch", Long.toString(epoch));
        }
        credentials.addTo(connected.headers(), nodeId);
        // A body that streams without a length has no other way to say where it ends.
        if (request.payload() instanceof Payload.Streamed
                && !connected.headers().contains("content-length")) {
            connected.setChunked(true);
        }
    }

    /** The tries that run now. */
    public Set<Attempt> running() {
        return running;
    }

    /** Closes every connection to a node: what is behind them may hang for ever. */
    public void dropConnections(String nodeId) {
        Set<HttpConnection> gone = open.remove(nodeId);
        if (gone != null) {
            new ArrayList<>(gone).forEach(HttpConnection::close);
        }
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

    void ended(Attempt attempt, @Nullable HttpConnection used) {
        String nodeId = attempt.node().id();
        running.remove(attempt);
        int stillBusy = busy.merge(nodeId, -1, Integer::sum);
        Set<HttpConnection> all = open.getOrDefault(nodeId, Set.of());
        if (used != null && all.size() - stillBusy > config.idleConnections()) {
            used.close();
        }
    }

    private void track(String nodeId, HttpConnection connection) {
        Set<HttpConnection> all = open.computeIfAbsent(nodeId, _ -> new HashSet<>());
        if (all.add(connection)) {
            connection.closeHandler(_ -> all.remove(connection));
            // A reset is told to the try that it ends; without this it is logged as an error too.
            connection.exceptionHandler(_ -> {});
        }
    }
}
