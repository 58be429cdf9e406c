package io.pagurus.gateway.edge;

import io.pagurus.gateway.listener.Certificates;
import io.pagurus.gateway.listener.ClientConnection;
import io.pagurus.gateway.listener.Connections;
import io.pagurus.gateway.listener.EdgeListener;
import io.pagurus.gateway.listener.ListeningSocket;
import io.pagurus.gateway.listener.ProxyHeader;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.Http1xServerConnection;
import io.vertx.core.impl.VertxInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Event-loop confined, but for the ports' numbers. Where one event loop's clients come in. */
final class Ports {

    private final Vertx vertx;
    private final EdgeParts parts;
    private final Connections connections;
    private final ClientRequests requests;
    private final EdgeListener plain;
    private final @Nullable EdgeListener tls;

    Ports(Vertx vertx, EdgeParts parts, Handler<HttpServerRequest> edge) {
        this.vertx = vertx;
        this.parts = parts;
        Listening listening = parts.listening();
        this.connections =
                new Connections(
                        listening.config(),
                        parts.edge().idleTimeout(),
                        listening.connections(),
                        parts.clock(),
                        _ -> parts.metrics().rejected("malformed"),
                        parts.admission()::leave);
        this.requests = new ClientRequests(parts, edge);
        this.plain =
                listener(
                        ServerOptions.plain(parts.edge(), listening.config()),
                        listening.plainSocket());
        Certificates certificates = listening.certificates();
        this.tls = certificates == null ? null : tlsListener(certificates);
    }

    private EdgeListener tlsListener(Certificates certificates) {
        Listening listening = parts.listening();
        return listener(
                ServerOptions.tls(parts.edge(), listening.config(), listening.tls(), certificates),
                listening.tlsSocket());
    }

    private EdgeListener listener(HttpServerOptions options, ListeningSocket socket) {
        EdgeListener listener =
                new EdgeListener(
                        (VertxInternal) vertx,
                        options,
                        connections,
                        socket,
                        new ProxyHeader.Policy(
                                parts.listening().config().proxyProtocol(),
                                parts.listening().trustedProxies()));
        listener.connectionHandler(this::connected);
        listener.invalidRequestHandler(requests::invalid);
        listener.requestHandler(requests);
        return listener;
    }

    private void connected(HttpConnection connection) {
        // A client that resets its connection is no error of anybody's.
        connection.exceptionHandler(_ -> {});
        if (!(connection instanceof Http1xServerConnection)) {
            ClientConnection.of(connection).speaksHttp2(connection);
        }
    }

    Future<Void> listen() {
        connections.start(vertx);
        List<Future<?>> all = new ArrayList<>();
        all.add(plain.listen());
        if (tls != null) {
            all.add(tls.listen());
        }
        return Future.all(all).mapEmpty();
    }

    int plainPort() {
        return plain.actualPort();
    }

    int tlsPort() {
        return tls == null ? -1 : tls.actualPort();
    }

    /** Every connection ends after what runs on it. */
    void leave(Duration within) {
        connections.leave(within);
    }
}
