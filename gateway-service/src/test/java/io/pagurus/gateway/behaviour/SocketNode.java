package io.pagurus.gateway.behaviour;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Thread-safe. A node that accepts WebSockets and does with them what the test has told it to. */
final class SocketNode implements AutoCloseable {

    private final String id;
    private final HttpServer server;
    private final List<ServerWebSocket> opened = new CopyOnWriteArrayList<>();
    private final List<MultiMap> handshakes = new CopyOnWriteArrayList<>();
    private final List<String> closes = new CopyOnWriteArrayList<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile Future<?> open = Future.succeededFuture();
    private volatile Consumer<ServerWebSocket> deed = SocketNode::echo;
    private volatile StandInNode.Deed other = r -> r.response().setStatusCode(403).end("not you");

    SocketNode(Vertx vertx, String id) {
        this(vertx, id, new HttpServerOptions());
    }

    SocketNode(Vertx vertx, String id, HttpServerOptions options) {
        this.id = id;
        this.server =
                vertx.createHttpServer(
                                options.setMaxWebSocketFrameSize(1 << 24)
                                        .setMaxWebSocketMessageSize(1 << 26)
                                        .addWebSocketSubProtocol("chat"))
                        .requestHandler(this::request);
        Await.done(server.listen(0, "127.0.0.1"));
    }

    /** Not by a WebSocket handler, which Quarkus turns off for the whole process. */
    private void request(HttpServerRequest request) {
        if (request.headers().contains("Upgrade", "websocket", true)) {
            asked.incrementAndGet();
            request.pause();
            open.onSuccess(_ -> request.toWebSocket().onSuccess(this::take));
        } else {
            requests.incrementAndGet();
            other.with(request);
        }
    }

    private void take(ServerWebSocket socket) {
        handshakes.add(MultiMap.caseInsensitiveMultiMap().addAll(socket.headers()));
        socket.closeHandler(_ -> closes.add(socket.closeStatusCode() + " " + socket.closeReason()));
        deed.accept(socket);
        opened.add(socket);
    }

    static void echo(ServerWebSocket socket) {
        socket.textMessageHandler(text -> socket.writeTextMessage("echo " + text));
    }

    SocketNode does(Consumer<ServerWebSocket> next) {
        deed = next;
        return this;
    }

    /** Answers no handshake before. */
    SocketNode opensAfter(Future<?> moment) {
        open = moment;
        return this;
    }

    /** What it does with requests that are no WebSockets. */
    SocketNode answers(StandInNode.Deed next) {
        other = next;
        return this;
    }

    String id() {
        return id;
    }

    int port() {
        return server.actualPort();
    }

    List<ServerWebSocket> opened() {
        return opened;
    }

    /** For how many WebSockets. */
    int asked() {
        return asked.get();
    }

    List<MultiMap> handshakes() {
        return handshakes;
    }

    /** Those that were no WebSockets. */
    int requests() {
        return requests.get();
    }

    /** Code and reason of each that has ended. */
    List<String> closes() {
        return closes;
    }

    @Override
    public void close() {
        Await.done(server.close());
    }
}
