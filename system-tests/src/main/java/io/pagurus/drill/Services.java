package io.pagurus.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;

/**
 * Thread-safe; called on virtual threads or the drill's own, which it blocks. The services' REST
 * calls that a drill needs, as an operator would make them.
 */
public final class Services implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(TIMEOUT)
                    .executor(Executors.newVirtualThreadPerTaskExecutor())
                    .build();
    private final URI sessionService;
    private final String token;

    public Services(URI sessionService, String token) {
        this.sessionService = sessionService;
        this.token = token;
    }

    /** The sessions of a node that have a turn running or a task pending, up to 1000. */
    List<JsonNode> needingAttention(String node) throws IOException, InterruptedException {
        List<JsonNode> found = new ArrayList<>();
        String path = "/v1/sessions?node=%s&attention=true&limit=1000".formatted(node);
        get(sessionService.resolve(path)).path("sessions").forEach(found::add);
        return found;
    }

    /** A session with its history. */
    public JsonNode session(String sessionId) throws IOException, InterruptedException {
        return get(sessionService.resolve("/v1/sessions/" + sessionId + "?history=true"));
    }

    /** Any resource of a service, as JSON. */
    public JsonNode get(URI resource) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(resource)
                        .timeout(TIMEOUT)
                        .header("Authorization", "Bearer " + token)
                        .build();
        HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException(resource.getPath() + " answered " + answer.statusCode());
        }
        return JSON.readTree(answer.body());
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
