package io.pagurus.migration.sessions;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.pagurus.events.Owner;
import io.pagurus.migration.sessions.GatheredGrants.Wanted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
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
    private final GatheredGrants grants;

    /**
     * A client of session-service.
     *
     * @param token this instance's own; never shown
     * @param timeout of one call; a grant is answered only when it was read back
     * @param grantsPerCall that are asked for together at most
     */
    public HttpSessionDirectory(
            URI base,
            String token,
            Duration timeout,
            int pageSize,
            int grantsPerCall,
            Clock clock) {
        this.base = base;
        this.token = token;
        this.timeout = timeout;
        this.pageSize = pageSize;
        this.clock = clock;
        this.grants = new GatheredGrants(grantsPerCall, this::call);
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
        try {
            return grants.ask(
                            new Wanted(sessionId, expectedEpoch, to, migrationId, clock.instant()))
                    .get();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Grant.Away("interrupted");
        } catch (ExecutionException failure) {
            return new Grant.Away(failure.getClass().getSimpleName());
        }
    }

    private CompletionStage<List<Grant>> call(List<Wanted> together) {
        HttpRequest request =
                to("/v1/grants")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(SessionJson.grants(together).toString()))
                        .build();
        return http.sendAsync(request, answer())
                .thenApply(response -> granted(response, together.size()));
    }

    private static List<Grant> granted(HttpResponse<byte[]> response, int count) {
        int status = response.statusCode();
        if (status != 200) {
            return Collections.nCopies(
                    count,
                    switch (status) {
                        case 400, 401, 403, 413, 415, 422 -> new Grant.Rejected(status);
                        // 404 too: a session-service that does not know the call yet.
                        default -> new Grant.Away("status " + status);
                    });
        }
        try {
            return SessionJson.results(JSON.readTree(response.body()));
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(timeout)
                .header("Accept", "application/json")
                .header("Authorization", "Bearer " + token);
    }

    private HttpResponse<byte[]> send(HttpRequest request)
            throws IOException, InterruptedException {
        return http.send(request, answer());
    }

    private static BodyHandler<byte[]> answer() {
        return BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER_BYTES);
    }

    private static String escaped(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
