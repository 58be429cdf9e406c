package io.pagurus.node.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pagurus.node.Tallies;
import io.pagurus.node.chat.Completion;
import io.pagurus.node.turn.NodeIdentity;
import io.pagurus.node.turn.TurnDesk;
import io.pagurus.node.turn.TurnGate;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Confined to the server's event loop, but for {@link #open()}, which is thread-safe. What the node
 * serves; a turn goes on to a virtual thread.
 */
public final class NodeServer {

    /**
     * Immutable.
     *
     * @param bodyBytes the largest body; larger ones could not be replayed by the edge either
     * @param requests how many turns are asked for at once; more are told to come back
     * @param slowClient how long a client may take for one write
     * @param idle how long a connection may be silent; longer than any turn
     */
    public record Limits(long bodyBytes, int requests, Duration slowClient, Duration idle) {}

    private final NodeIdentity me;
    private final TurnEndpoint turns;
    private final TurnDesk desk;
    private final TurnGate gate;
    private final Tallies tallies;
    private final Runnable drain;
    private final Executor threads;
    private final Limits limits;
    private final AtomicInteger open = new AtomicInteger();

    /**
     * Wires a server; {@link #listen} starts it.
     *
     * @param drain begins to drain, and returns at once
     * @param threads runs each turn's request on a virtual thread of its own
     */
    public NodeServer(
            NodeIdentity me,
            TurnDesk desk,
            TurnGate gate,
            Tallies tallies,
            Runnable drain,
            Executor threads,
            Limits limits) {
        this.me = me;
        this.turns = new TurnEndpoint(desk, tallies);
        this.desk = desk;
        this.gate = gate;
        this.tallies = tallies;
        this.drain = drain;
        this.threads = threads;
        this.limits = limits;
    }

    public Future<HttpServer> listen(Vertx vertx, String host, int port) {
        HttpServerOptions options =
                new HttpServerOptions()
                        .setHost(host)
                        .setPort(port)
                        .setHandle100ContinueAutomatically(true)
                        .setHttp2ClearTextEnabled(false)
                        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                        .setIdleTimeout(Math.toIntExact(limits.idle().toMillis()));
        return vertx.createHttpServer(options).requestHandler(this::route).listen();
    }

    /** Turn requests that are not answered yet. */
    public int open() {
        return open.get();
    }

    private void route(HttpServerRequest request) {
        switch (request.method() + " " + request.path()) {
            case "POST /v1/chat/completions" -> admit(request);
            case "GET /health" -> send(request.response(), 200, health());
            case "GET /v1/models" -> send(request.response(), 200, models());
            case "GET /node" -> send(request.response(), 200, node());
            case "POST /drain" -> {
                gate.drain();
                drain.run();
                send(request.response(), 202, node());
            }
            default -> send(request.response(), Problems.notFound());
        }
    }

    private void admit(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        if (open.get() >= limits.requests()) {
            send(response, Problems.unavailable("the node has as many requests as it takes"));
            return;
        }
        open.incrementAndGet();
        // Ends with the answer, or with the connection.
        response.endHandler(_ -> open.decrementAndGet());
        response.exceptionHandler(_ -> {});
        request.exceptionHandler(_ -> {});
        TurnHeaders headers = TurnHeaders.read(request::getHeader);
        Client client = new Client(response, limits.slowClient());
        BodyIntake.take(
                request,
                limits.bodyBytes(),
                body -> {
                    if (body == null) {
                        send(response, Problems.tooLarge(limits.bodyBytes()));
                    } else {
                        threads.execute(() -> turns.answer(headers, body.getBytes(), client));
                    }
                });
    }

    private ObjectNode health() {
        return object().put("ready", !gate.draining()).put("region", me.region());
    }

    private static ObjectNode models() {
        ObjectNode body = object().put("object", "list");
        body.putArray("data")
                .addObject()
                .put("id", Completion.MODEL)
                .put("object", "model")
                .put("created", 0)
                .put("owned_by", "pagurus");
        return body;
    }

    private ObjectNode node() {
        ObjectNode body =
                object().put("nodeId", me.nodeId())
                        .put("region", me.region())
                        .put("draining", gate.draining())
                        .put("sessions", desk.sessions())
                        .put("runningTurns", gate.running());
        tallies.writeTo(body);
        return body;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static void send(HttpServerResponse response, Problem problem) {
        if (problem.status() == 503) {
            response.putHeader("Retry-After", "1");
        }
        response.setStatusCode(problem.status()).putHeader("Content-Type", Problem.CONTENT_TYPE);
        var _ = response.end(problem.body());
    }

    private static void send(HttpServerResponse response, int status, ObjectNode body) {
        response.setStatusCode(status).putHeader("Content-Type", "application/json");
        var _ = response.end(body.toString());
    }
}
