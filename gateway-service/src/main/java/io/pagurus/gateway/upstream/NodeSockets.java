package io.pagurus.gateway.upstream;

import io.netty.channel.Channel;
import io.pagurus.gateway.fleet.FleetNode;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.impl.Http1xClientConnection;
import java.time.Clock;

/**
 * Event-loop confined. Opens connections to nodes that leave HTTP after their first request, each
 * its own and never used again.
 */
public final class NodeSockets {

    /** The name of Vert.x's own handler, the last of its channels. */
    public static final String LAST_HANDLER = "handler";

    private final HttpClient client;
    private final NodeLoads loads;
    private final NodeCredentials credentials;
    private final Clock clock;

    /**
     * @param most how many are open at once on this event loop
     */
    public NodeSockets(
            Vertx vertx,
            UpstreamConfig config,
            int most,
            NodeLoads loads,
            NodeCredentials credentials,
            Clock clock) {
        this.loads = loads;
        this.credentials = credentials;
        this.clock = clock;
        this.client =
                vertx.createHttpClient(
                        NodeClient.options(config), new PoolOptions().setHttp1MaxSize(most));
    }

    /** Begins with a node, which counts as busy until the try has ended. */
    public SocketTry begin(FleetNode node) {
        return new SocketTry(loads.of(node.id(), NodeLoad.micros(clock.instant())), clock);
    }

    /** Connects. */
    public Future<HttpClientRequest> open(FleetNode node, String uri, MultiMap headers) {
        return client.request(
                        new RequestOptions()
                                .setHost(node.host())
                                .setPort(node.port())
                                .setSsl(node.tls())
                                .setMethod(HttpMethod.GET)
                                .setURI(uri))
                .map(request -> {
                    // Told to whoever waits for the answer; without this it is logged as well.
                    request.exceptionHandler(_ -> {});
                    request.headers().addAll(headers);
                    request.headers()
                            .set(HttpHeaders.CONNECTION, "Upgrade")
                            .set(HttpHeaders.UPGRADE, "websocket");
                    credentials.addTo(request.headers(), node.id());
                    return request;
                });
    }

    /** Nobody but the edge sees what it shows to nodes. */
    public void hideCredentials(MultiMap answer, FleetNode node) {
        credentials.hideIn(answer, node.id());
    }

    /** The connection below a request. */
    public static Channel channel(HttpClientRequest request) {
        return ((Http1xClientConnection) request.connection()).channel();
    }

    /**
     * Takes a connection out of the client's hands; its channel lives on. One that is closed stays
     * there, and is dropped as any other.
     */
    public static void release(HttpClientRequest request) {
        if (channel(request).isActive()) {
            var _ = ((Http1xClientConnection) request.connection()).toNetSocket();
        }
    }
}
