package io.pagurus.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Thread-safe; blocks, so it is called on virtual threads. One call of the REST API, once. */
final class StoreClient implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final Duration READINESS = Duration.ofSeconds(2);
    private static final int OK = 200;

    /** Immutable. A request to whichever instance. */
    record Call(String method, String path, @Nullable JsonNode body, String token) {}

    /**
     * Immutable. What came back.
     *
     * @param status 0 when nothing did
     */
    record Answer(int status, JsonNode body) {

        static final Answer NONE = new Answer(0, MissingNode.getInstance());

        /** Whether it says how things are, rather than to ask again. */
        boolean isFinal() {
            return status != 0 && status != 421 && status < 500;
        }

        boolean ok() {
            return status == OK;
        }

        /** The last part of a problem's type; empty when it is none. */
        String problem() {
            String type = body.path("type").asText("");
            return type.substring(type.lastIndexOf(':') + 1);
        }

        String reason() {
            return body.path("reason").asText("");
        }
    }

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT)
                    .executor(Executors.newVirtualThreadPerTaskExecutor())
                    .build();

    /** Asks once; {@link Answer#NONE} when nothing came back in time. */
    Answer ask(URI instance, Call call, Duration timeout) throws InterruptedException {
        JsonNode body = call.body();
        HttpRequest request =
                HttpRequest.newBuilder(instance.resolve(call.path()))
                        .timeout(timeout)
                        .header("Authorization", "Bearer " + call.token())
                        .header("Content-Type", "application/json")
                        .method(
                                call.method(),
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body.toString()))
                        .build();
        CompletableFuture<HttpResponse<String>> asked =
                http.sendAsync(request, BodyHandlers.ofString());
        try {
            // The JDK's own timeout ends with the head of the answer.
            HttpResponse<String> answer = asked.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(answer.statusCode(), json(answer.body()));
        } catch (ExecutionException | TimeoutException _) {
            asked.cancel(true);
            return Answer.NONE;
        }
    }

    private static JsonNode json(String body) {
        try {
            JsonNode read = JSON.readTree(body);
            return read == null ? MissingNode.getInstance() : read;
        } catch (JsonProcessingException _) {
            return MissingNode.getInstance();
        }
    }

    /** Whether an instance says that it serves. */
    boolean isReady(URI instance) {
        try {
            return ask(instance, new Call("GET", "/q/health/ready", null, ""), READINESS).ok();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
