package io.pagurus.gateway.behaviour;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Thread-safe. session-service's part in ownership: a compare-and-set on the epoch, in memory. */
final class StandInSessionService implements AutoCloseable {

    private final Map<String, JsonObject> sessions = new ConcurrentHashMap<>();
    private final List<JsonObject> grants = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final List<String> traces = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile boolean away;

    StandInSessionService(Vertx vertx) {
        server = vertx.createHttpServer().requestHandler(this::take);
        Await.done(server.listen(0, "127.0.0.1"));
    }

    String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    /** While it is away, calls get no answer that says anything. */
    void away(boolean isAway) {
        away = isAway;
    }

    void own(String session, long epoch, String node) {
        sessions.put(session, view(session, epoch, node, "hk"));
    }

    String owner(String session) {
        return known(session).getJsonObject("owner").getString("node");
    }

    long epoch(String session) {
        return known(session).getLong("epoch");
    }

    private JsonObject known(String session) {
        return Objects.requireNonNull(sessions.get(session));
    }

    /** What was asked for, in order. */
    List<JsonObject> grants() {
        return grants;
    }

    List<String> authorizations() {
        return authorizations;
    }

    /** The traces that it was told of. */
    List<String> traces() {
        return traces;
    }

    private void take(HttpServerRequest request) {
        String trace = request.getHeader("traceparent");
        if (trace != null) {
            traces.add(trace);
        }
        authorizations.add(String.valueOf(request.getHeader("Authorization")));
        if (away) {
            request.response().setStatusCode(503).end();
            return;
        }
        String session = request.path().split("/", -1)[3];
        request.body()
                .onSuccess(body -> {
                    if (HttpMethod.POST.equals(request.method())) {
                        grant(request, session, body.toJsonObject());
                    } else {
                        find(request, session);
                    }
                });
    }

    private synchronized void grant(HttpServerRequest request, String session, JsonObject asked) {
        grants.add(asked);
        JsonObject current = sessions.get(session);
        long epoch = current == null ? 0 : current.getLong("epoch");
        if (epoch != asked.getLong("expectedEpoch")) {
            JsonObject problem =
                    new JsonObject()
                            .put("type", "urn:pagurus:problem:epoch-conflict")
                            .put("current", current);
            request.response().setStatusCode(409).end(problem.toBuffer());
            return;
        }
        JsonObject next =
                view(session, epoch + 1, asked.getString("node"), asked.getString("region"))
                        .put("principal", asked.getString("principal"));
        sessions.put(session, next);
        request.response().end(next.toBuffer());
    }

    private void find(HttpServerRequest request, String session) {
        JsonObject current = sessions.get(session);
        if (current == null) {
            request.response().setStatusCode(404).end();
        } else {
            request.response().end(current.toBuffer());
        }
    }

    /** Whose it is. */
    void belongs(String session, String principal) {
        known(session).put("principal", principal);
    }

    private static JsonObject view(String session, long epoch, String node, String region) {
        return new JsonObject()
                .put("sessionId", session)
                .put("epoch", epoch)
                .put("owner", new JsonObject().put("node", node).put("region", region));
    }

    @Override
    public void close() {
        Await.done(server.close());
    }
}
