package io.pagurus.node.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.pagurus.node.store.SessionStore.Commit;
import io.pagurus.node.store.SessionStore.Intent;
import io.pagurus.node.store.SessionStore.TurnRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;

/** Thread-safe. {@link FakeSessions} over HTTP, with the paths and bodies of docs/services.md. */
public final class FakeSessionService implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOKEN_OF = "Bearer token-of-";

    private final FakeSessions sessions;
    private final HttpServer server;

    public FakeSessionService(FakeSessions sessions) {
        this.sessions = sessions;
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/sessions/", this::serve);
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public static String tokenOf(String node) {
        return "token-of-" + node;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String token = exchange.getRequestHeaders().getFirst("Authorization");
            if (token == null || !token.startsWith(TOKEN_OF)) {
                send(exchange, 401, object());
                return;
            }
            byte[] read = exchange.getRequestBody().readAllBytes();
            JsonNode body = read.length == 0 ? MissingNode.getInstance() : JSON.readTree(read);
            String node = token.substring(TOKEN_OF.length());
            if (body.has("node") && !body.path("node").asText().equals(node)) {
                send(exchange, 403, object());
                return;
            }
            route(exchange, sessions.as(node), body);
        }
    }

    private static void route(HttpExchange exchange, SessionStore store, JsonNode body)
            throws IOException {
        String[] path = exchange.getRequestURI().getPath().split("/", -1);
        if (path.length == 4) {
            reply(exchange, store.load(path[3]), FakeSessionService::view);
            return;
        }
        TurnRef turn =
                new TurnRef(
                        path[3],
                        body.path("epoch").asLong(),
                        path[5],
                        body.path("attempt").asLong());
        String call =
                path.length == 6 ? exchange.getRequestMethod() : path[path.length == 7 ? 6 : 8];
        switch (call) {
            case "start" ->
                    reply(
                            exchange,
                            store.start(
                                    turn,
                                    body.required("requestDigest").asText(),
                                    body.required("streaming").asBoolean()),
                            FakeSessionService::verdict);
            case "intent" ->
                    accept(
                            exchange,
                            store.intend(
                                    turn,
                                    new Intent(
                                            path[7],
                                            body.required("tool").asText(),
                                            body.required("idempotent").asBoolean(),
                                            body.required("input"))));
            case "result" -> accept(exchange, store.finish(turn, path[7], body.required("result")));
            case "fail" -> accept(exchange, store.fail(turn, body.required("reason").asText()));
            case "PUT" -> accept(exchange, store.commit(turn, commit(body)));
            default -> send(exchange, 405, object());
        }
    }

    private static Commit commit(JsonNode body) {
        List<JsonNode> messages = new ArrayList<>();
        body.required("messages").forEach(messages::add);
        return new Commit(
                body.required("seq").asLong(),
                body.required("requestDigest").asText(),
                Instant.parse(body.required("startedAt").asText()),
                messages);
    }

    private static void accept(HttpExchange exchange, StoreReply<SessionStore.Accepted> reply)
            throws IOException {
        reply(exchange, reply, _ -> object().put("verdict", "accepted"));
    }

    private static <T> void reply(
            HttpExchange exchange,
            StoreReply<T> reply,
            java.util.function.Function<T, ObjectNode> show)
            throws IOException {
        switch (reply) {
            case StoreReply.Answer<T>(T value) -> send(exchange, 200, show.apply(value));
            case StoreReply.Denied<T>(Denial.Fenced(Ownership current)) -> {
                ObjectNode problem = problem("fenced");
                if (current != null) {
                    problem.set("current", ownership(current));
                }
                send(exchange, 409, problem);
            }
            case StoreReply.Denied<T>(Denial.Refused(var type, var reason, var retryable)) ->
                    send(
                            exchange,
                            type.equals("closed") ? 410 : 409,
                            problem(type).put("reason", reason).put("retryable", retryable));
            case StoreReply.Denied<T>(Denial.Replaced(long last)) -> {
                ObjectNode problem = problem("stale-attempt");
                problem.putObject("current").put("attempt", last);
                send(exchange, 409, problem);
            }
            case StoreReply.Denied<T>(Denial.UnknownSession _) ->
                    send(exchange, 404, problem("unknown-session"));
            case StoreReply.Denied<T>(Denial.DigestMismatch _) ->
                    send(exchange, 422, problem("digest-mismatch"));
            case StoreReply.Denied<T>(Denial.Quarantined _) ->
                    send(exchange, 409, problem("quarantined"));
            case StoreReply.Denied<T>(Denial.Rejected(int status)) ->
                    send(exchange, status, problem("bad-request"));
            case StoreReply.Denied<T>(Denial.Away _) -> send(exchange, 503, problem("unavailable"));
        }
    }

    private static ObjectNode view(StoredSession session) {
        ObjectNode view = ownership(session.ownership()).put("attempt", session.attempt());
        var turns = view.putArray("turns");
        session.turns().forEach(turn -> turns.add(turn(turn)));
        return view;
    }

    private static ObjectNode ownership(Ownership ownership) {
        ObjectNode view = object().put("epoch", ownership.epoch());
        view.putObject("owner").put("node", ownership.node()).put("region", ownership.region());
        return view;
    }

    private static ObjectNode verdict(TurnVerdict verdict) {
        return switch (verdict) {
            case TurnVerdict.Committed(StoredTurn turn) ->
                    object().put("verdict", "committed").set("turn", turn(turn));
            case TurnVerdict.Started(Instant at, long seq, List<TurnVerdict.Step> steps) -> {
                ObjectNode body =
                        object().put("verdict", "started")
                                .put("startedAt", at.toString())
                                .put("seq", seq);
                var shown = body.putArray("steps");
                for (TurnVerdict.Step step : steps) {
                    shown.addObject()
                            .put("taskId", step.taskId())
                            .put("tool", step.tool())
                            .put("idempotent", step.idempotent())
                            .set("result", step.result());
                }
                yield body;
            }
        };
    }

    private static ObjectNode turn(StoredTurn turn) {
        ObjectNode body =
                object().put("seq", turn.seq())
                        .put("turnId", turn.turnId())
                        .put("startedAt", turn.startedAt().toString());
        body.putArray("messages").addAll(turn.messages());
        return body;
    }

    private static ObjectNode problem(String type) {
        return object().put("type", "urn:pagurus:problem:" + type);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static void send(HttpExchange exchange, int status, ObjectNode body)
            throws IOException {
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
