package io.pagurus.migration.sessions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.pagurus.events.Owner;
import io.pagurus.migration.plan.SessionNeed;
import io.pagurus.migration.plan.SessionNeed.Urgency;
import io.pagurus.migration.sessions.SessionDirectory.Grant;
import io.pagurus.migration.sessions.SessionDirectory.Listing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** Thread-safe. {@link FakeDirectory} over HTTP, with the paths and bodies of docs/services.md. */
public final class FakeDirectoryService implements AutoCloseable {

    public static final String TOKEN = "the-token";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FakeDirectory directory;
    private final HttpServer server;

    public FakeDirectoryService(FakeDirectory directory) {
        this.directory = directory;
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/sessions", this::serve);
        server.createContext("/v1/grants", this::serve);
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String token = exchange.getRequestHeaders().getFirst("Authorization");
            if (!("Bearer " + TOKEN).equals(token)) {
                send(exchange, 401, object());
            } else if (exchange.getRequestMethod().equals("GET")) {
                list(exchange, query(exchange.getRequestURI()));
            } else {
                grant(exchange, JSON.readTree(exchange.getRequestBody()));
            }
        }
    }

    private static Map<String, String> query(URI uri) {
        return Arrays.stream(uri.getQuery().split("&", -1))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    private void list(HttpExchange exchange, Map<String, String> query) throws IOException {
        if (!"true".equals(query.get("attention"))) {
            send(exchange, 400, object());
            return;
        }
        String node = query.getOrDefault("node", "");
        switch (directory.list(node, query.get("after"))) {
            case Listing.Away _ -> send(exchange, 503, object());
            case Listing.Page(var needs, var next) -> {
                ObjectNode body = object().put("next", next);
                var shown = body.putArray("sessions");
                needs.forEach(need -> shown.add(view(need, node)));
                send(exchange, 200, body);
            }
        }
    }

    private static ObjectNode view(SessionNeed need, String node) {
        ObjectNode view = owned(need.epoch(), new Owner(node, node.substring(0, 2)));
        view.put("sessionId", need.sessionId());
        if (need.urgency() == Urgency.PENDING_TASKS) {
            return view.putNull("running");
        }
        view.putObject("running")
                .put("turnId", "t1")
                .put("streaming", need.urgency() == Urgency.STREAMING);
        return view;
    }

    private void grant(HttpExchange exchange, JsonNode body) throws IOException {
        ObjectNode answer = object();
        ArrayNode results = answer.putArray("results");
        for (JsonNode asked : body.required("grants")) {
            if (!asked.required("reason").asText().equals("node-ejected")
                    || !asked.has("requestedAt")
                    || !exchange.getRequestURI().getPath().equals("/v1/grants")) {
                send(exchange, 400, object());
                return;
            }
            results.add(result(asked));
        }
        send(exchange, 200, answer);
    }

    private ObjectNode result(JsonNode asked) {
        ObjectNode result = object().put("sessionId", asked.required("sessionId").asText());
        Owner to = new Owner(asked.required("node").asText(), asked.required("region").asText());
        switch (directory.grant(
                asked.required("sessionId").asText(),
                asked.required("expectedEpoch").asLong(),
                to,
                asked.required("migrationId").asText())) {
            case Grant.Granted _ -> result.put("status", 200);
            case Grant.Gone _ ->
                    result.put("status", 409)
                            .putObject("problem")
                            .put("type", "urn:pagurus:problem:epoch-conflict")
                            .putNull("current");
            case Grant.Rejected(int status) -> result.put("status", status);
            case Grant.Away _ -> result.put("status", 503);
            case Grant.Conflict(long epoch, Owner owner) ->
                    result.put("status", 409)
                            .putObject("problem")
                            .put("type", "urn:pagurus:problem:epoch-conflict")
                            .set("current", owned(epoch, owner));
        }
        return result;
    }

    private static ObjectNode owned(long epoch, Owner owner) {
        ObjectNode view = object().put("epoch", epoch);
        view.putObject("owner").put("node", owner.node()).put("region", owner.region());
        return view;
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
