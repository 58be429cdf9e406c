package io.pagurus.migration.sessions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pagurus.events.Owner;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Thread-safe; blocks its (virtual) thread. session-service over REST. */
public final class HttpSessionDirectory implements SessionDirectory, AutoCloseable {

    /** A page of views without turns is far smaller. */
    private static final long MAX_ANSWER_BYTES = 16L << 20;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI base;
    private final String token;
    private final Duration timeout;
    private final int pageSize;
    private final Clock clock;
    private final HttpClient http;

    /**
     * A client of session-service.
     *
     * @param token this instance's own; never shown
     * @param timeout of one call; a grant is answered only when it was read back
     */
    public HttpSessionDirectory(
            URI base, String token, Duration timeout, int pageSize, Clock clock) {
        this.base = base;
        this.token = token;
        this.timeout = timeout;
        this.pageSize = pageSize;
        this.clock = clock;
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(timeout)
                        .build();
    }

    @Override
    public Listing list(String nodeId, @Nullable String after) {
        String from = after == null ? "" : "&after=" + escaped(after);
        String query = "node=" + escaped(nodeId) + "&attention=true&limit=" + pageSize + from;
        try {
            HttpResponse<byte[]> response = send(to("/v1/sessions?" + query).GET().build());
            return response.statusCode() == 200
                    ? SessionJson.page(JSON.readTree(response.body()))
                    : new Listing.Away("status " + response.statusCode());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Listing.Away("interrupted");
        } catch (IOException | RuntimeException failure) {
            return new Listing.Away(failure.getClass().getSimpleName());
        }
    }

    @Override
    public Grant grant(String sessionId, long expectedEpoch, Owner to, String migrationId) {
        ObjectNode body =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("expectedEpoch", expectedEpoch)
                        .put("node", to.node())
                        .put("region", to.region())
                        .put("reason", "node-ejected")
                        .put("migrationId", migrationId)
                        .putNull("principal")
                        .put("requestedAt", clock.instant().toString());
        HttpRequest request =
                to("/v1/sessions/" + sessionId + "/ownership")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body.toString()))
                        .build();
        try {
            return granted(send(request));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Grant.Away("interrupted");
        } catch (IOException | RuntimeException failure) {
            return new Grant.Away(failure.getClass().getSimpleName());
        }
    }

    private static Grant granted(HttpResponse<byte[]> response) throws IOException {
        int status = response.statusCode();
        return switch (status) {
            case 200 -> new Grant.Granted();
            case 404 -> new Grant.Gone();
            case 409 -> SessionJson.conflict(problem(response));
            case 400, 401, 403, 405, 413, 415, 422 -> new Grant.Rejected(status);
            default -> new Grant.Away("status " + status);
        };
    }

    private static JsonNode problem(HttpResponse<byte[]> response) throws IOException {
        return JSON.readTree(response.body());
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(timeout)
                .header("Accept", "application/json")
                .header("Authorization", "Bearer " + token);
    }

    private HttpResponse<byte[]> send(HttpRequest request)
            throws IOException, InterruptedException {
        return http.send(
                request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER_BYTES));
    }

    private static String escaped(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
