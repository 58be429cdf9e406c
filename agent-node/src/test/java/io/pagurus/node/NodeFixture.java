package io.pagurus.node;

import io.pagurus.node.store.FakeSessionService;
import io.pagurus.node.store.FakeSessions;
import io.pagurus.node.store.HttpSessionStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Thread-safe. Real nodes on real sockets, before one fake session-service. */
final class NodeFixture implements AutoCloseable {

    final FakeSessions sessions = new FakeSessions();
    final TestPace pace = new TestPace();
    private final FakeSessionService service = new FakeSessionService(sessions);
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** A node with the given variables beside the necessary ones: name, value, name, value … */
    RunningNode node(String id, String... variables) {
        Map<String, String> env =
                new HashMap<>(
                        Map.of(
                                "PAGURUS_NODE_ID", id,
                                "PAGURUS_REGION", id.substring(0, 2),
                                "PAGURUS_NODE_PORT", "0",
                                "PAGURUS_SESSION_SERVICE_URL", service.url().toString(),
                                "PAGURUS_AUTH_TOKEN", FakeSessionService.tokenOf(id)));
        for (int i = 0; i < variables.length; i += 2) {
            env.put(variables[i], variables[i + 1]);
        }
        try {
            NodeSettings settings = NodeSettings.from(new Environment(env::get));
            HttpSessionStore store =
                    new HttpSessionStore(
                            settings.sessionService(),
                            id,
                            settings.authToken(),
                            settings.store().timeout());
            opened.add(store);
            RunningNode node = RunningNode.start(settings, store, pace, () -> {});
            opened.add(node);
            return node;
        } catch (IOException | InterruptedException | Environment.Wrong e) {
            throw new AssertionError(e);
        }
    }

    RunningNode node(String id, Path stateDir) {
        return node(id, "PAGURUS_NODE_STATE_DIR", stateDir.toString());
    }

    /** A turn as a gateway asks for it. */
    record Ask(String session, long epoch, String turn, boolean stream, String text) {

        String body() {
            String escaped = text.replace("\"", "\\\"");
            return "{\"stream\":%b,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                    .formatted(stream, escaped);
        }
    }

    static Ask json(String turn, String text) {
        return new Ask("s1", 1, turn, false, text);
    }

    static Ask stream(String turn, String text) {
        return new Ask("s1", 1, turn, true, text);
    }

    HttpResponse<String> tell(RunningNode node, Ask ask) {
        return told(start(node, ask));
    }

    CompletableFuture<HttpResponse<String>> start(RunningNode node, Ask ask) {
        return http.sendAsync(request(node, ask), BodyHandlers.ofString());
    }

    /** The answer's head has come; its body is read as it comes. */
    HttpResponse<InputStream> open(RunningNode node, Ask ask) {
        return told(http.sendAsync(request(node, ask), BodyHandlers.ofInputStream()));
    }

    HttpResponse<String> get(RunningNode node, String path) {
        return send(HttpRequest.newBuilder(url(node, path)).build());
    }

    HttpResponse<String> post(RunningNode node, String path, String body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url(node, path))
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        return send(headers.length == 0 ? request.build() : request.headers(headers).build());
    }

    static <T> T told(CompletableFuture<T> answer) {
        return answer.orTimeout(20, java.util.concurrent.TimeUnit.SECONDS).join();
    }

    static Duration patience() {
        return Duration.ofSeconds(20);
    }

    private HttpResponse<String> send(HttpRequest request) {
        return told(http.sendAsync(request, BodyHandlers.ofString()));
    }

    private static HttpRequest request(RunningNode node, Ask ask) {
        return HttpRequest.newBuilder(url(node, "/v1/chat/completions"))
                .header("X-Session-ID", ask.session())
                .header("X-Session-Epoch", Long.toString(ask.epoch()))
                .header("X-Turn-ID", ask.turn())
                .POST(HttpRequest.BodyPublishers.ofString(ask.body()))
                .build();
    }

    private static URI url(RunningNode node, String path) {
        return URI.create("http://127.0.0.1:" + node.port() + path);
    }

    @Override
    public void close() {
        for (AutoCloseable each : opened.reversed()) {
            try {
                each.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
        http.shutdownNow();
        service.close();
    }
}
