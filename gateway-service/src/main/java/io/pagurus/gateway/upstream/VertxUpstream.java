package io.pagurus.gateway.upstream;

import io.pagurus.gateway.fleet.FleetNode;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Event-loop confined. Nodes that are reached through Vert.x's client, which can do all that the
 * fast path does not. Keeps a bounded number of idle connections a node.
 */
final class VertxUpstream {

    private final HttpClient http1;
    private final HttpClient http2;
    private final UpstreamConfig config;
    private final NodeCredentials credentials;
    private final Map<String, Set<HttpConnection>> open = new HashMap<>();
    private final Map<String, Integer> busy = new HashMap<>();

    VertxUpstream(
            Vertx vertx, UpstreamConfig config, int mostConcurrent, NodeCredentials credentials) {
        this.config = config;
        this.credentials = credentials;
        this.http1 =
                vertx.createHttpClient(
                        NodeClient.options(config),
                        new PoolOptions().setHttp1MaxSize(mostConcurrent));
        this.http2 =
                vertx.createHttpClient(
                        NodeClient.options(config)
                                .setProtocolVersion(HttpVersion.HTTP_2)
                                .setUseAlpn(true)
                                .setHttp2ClearTextUpgrade(false)
                                .setHttp2KeepAliveTimeout(
                                        Math.toIntExact(config.idleTimeout().toSeconds())),
                        new PoolOptions().setHttp2MaxSize(config.http2Connections()));
    }

    void open(NodeRequest request, FleetNode node, long epoch, NodeStream.Listener listener) {
        RequestOptions target =
                new RequestOptions()
                        .setHost(node.host())
                        .setPort(node.port())
                        .setSsl(node.tls())
                        .setMethod(request.method())
                        .setURI(request.uri());
        (request.http2() ? http2 : http1)
                .request(target)
                .onComplete(
                        connected -> {
                            track(node.id(), connected.connection());
                            busy.merge(node.id(), 1, Integer::sum);
                            fill(connected, request, node.id(), epoch);
                            listener.opened(new VertxStream(this, node.id(), connected, listener));
                        },
                        listener::fail);
    }

    private void fill(HttpClientRequest connected, NodeRequest request, String nodeId, long epoch) {
        connected.headers().addAll(request.headers());
        if (epoch > 0) {
            connected.headers().set("X-Session-Epoch", Long.toString(epoch));
        }
        if (request.http2()) {
            // Between the edge and the node; some serve nobody who does not say it.
            connected.headers().set("te", "trailers");
        }
        credentials.addTo(connected.headers(), nodeId);
        // A body that streams without a length has no other way to say where it ends.
        if (request.payload() instanceof Payload.Streamed
                && !connected.headers().contains("content-length")) {
            connected.setChunked(true);
        }
    }

    /** Closes every connection to a node: what is behind them may hang for ever. */
    void dropConnections(String nodeId) {
        Set<HttpConnection> gone = open.remove(nodeId);
        if (gone != null) {
            new ArrayList<>(gone).forEach(HttpConnection::close);
        }
    }

    void over(String nodeId, HttpConnection used) {
        Integer left =
                busy.computeIfPresent(nodeId, (_, running) -> running > 1 ? running - 1 : null);
        int stillBusy = left == null ? 0 : left;
        Set<HttpConnection> all = open.getOrDefault(nodeId, Set.of());
        if (all.size() - stillBusy > config.idleConnections()) {
            used.close();
        }
    }

    private void track(String nodeId, HttpConnection connection) {
        Set<HttpConnection> all = open.computeIfAbsent(nodeId, _ -> new HashSet<>());
        if (all.add(connection)) {
            connection.closeHandler(_ -> closed(nodeId, connection));
            // A reset is told to the try that it ends; without this it is logged as an error too.
            connection.exceptionHandler(_ -> {});
        }
    }

    private void closed(String nodeId, HttpConnection connection) {
        open.computeIfPresent(
                nodeId, (_, all) -> all.remove(connection) && all.isEmpty() ? null : all);
    }
}
