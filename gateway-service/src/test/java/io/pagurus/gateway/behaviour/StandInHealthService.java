package io.pagurus.gateway.behaviour;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** Thread-safe. health-service's part in a suspicion: the verdict that the test wants. */
final class StandInHealthService implements AutoCloseable {

    private final HttpServer server;
    private final List<JsonObject> suspicions = new CopyOnWriteArrayList<>();
    private volatile UnaryOperator<String> verdicts = _ -> "healthy";

    StandInHealthService(Vertx vertx) {
        server = vertx.createHttpServer().requestHandler(this::take);
        Await.done(server.listen(0, "127.0.0.1"));
    }

    String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    /** What it says of each node from now on; {@code away} for no answer. */
    void says(UnaryOperator<String> byNode) {
        verdicts = byNode;
    }

    void says(String verdict) {
        verdicts = _ -> verdict;
    }

    List<JsonObject> suspicions() {
        return suspicions;
    }

    private void take(HttpServerRequest request) {
        String node = request.path().split("/", -1)[3];
        request.body()
                .onSuccess(body -> {
                    suspicions.add(body.toJsonObject().put("node", node));
                    String verdict = verdicts.apply(node);
                    if ("away".equals(verdict)) {
                        request.connection().close();
                    } else {
                        request.response()
                                .end(
                                        new JsonObject()
                                                .put("nodeId", node)
                                                .put("verdict", verdict)
                                                .put("incarnation", 1)
                                                .put("version", 2)
                                                .toBuffer());
                    }
                });
    }

    @Override
    public void close() {
        Await.done(server.close());
    }
}
