package io.pagurus.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe; called on virtual threads, which it blocks. Asks one gateway (or one node, as a
 * gateway would) for one turn, once.
 */
public final class EdgeClient implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT_TIMEOUT)
                    .executor(Executors.newVirtualThreadPerTaskExecutor())
                    .build();
    // The JDK's request timeout ends with the response's head; a body that hangs needs this.
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("drill-deadlines").factory());

    /**
     * Asks once.
     *
     * @param extra headers beside the session's and the key
     * @param arrival is run as each piece of the answer arrives
     */
    public Attempt ask(
            URI server,
            TurnRequest turn,
            Map<String, String> extra,
            Duration timeout,
            Runnable arrival)
            throws InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.resolve("/v1/chat/completions"))
                        .timeout(timeout)
                        .header("Content-Type", "application/json")
                        .header("x-session-id", turn.sessionId())
                        .header("Idempotency-Key", turn.key())
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body(turn)));
        extra.forEach(request::header);
        ScheduledFuture<?> deadline = null;
        try {
            HttpResponse<InputStream> response =
                    http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                deadline =
                        watch.schedule(
                                () -> closeQuietly(body),
                                timeout.toMillis(),
                                TimeUnit.MILLISECONDS);
                return read(turn, response, body, arrival);
            }
        } catch (IOException broken) {
            return new Attempt.Broken(broken.getClass().getSimpleName());
        } finally {
            if (deadline != null) {
                deadline.cancel(false);
            }
        }
    }

    private static Attempt read(
            TurnRequest turn,
            HttpResponse<InputStream> response,
            InputStream body,
            Runnable arrival)
            throws IOException {
        if (response.statusCode() != 200) {
            return refused(response, body);
        }
        String turnId = response.headers().firstValue("X-Turn-ID").orElse("");
        if (turn.streaming()) {
            return EventStream.read(turnId, body, arrival);
        }
        JsonNode answer = JSON.readTree(body.readAllBytes());
        arrival.run();
        return new Attempt.Answered(turnId, answer.at("/choices/0/message/content").asText());
    }

    private static Attempt refused(HttpResponse<InputStream> response, InputStream body)
            throws IOException {
        String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
        return problem(
                response.statusCode(),
                text,
                response.headers()
                        .firstValue("Retry-After")
                        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds.strip())))
                        .orElse(null));
    }

    /** A problem (RFC 9457); what is not one is not retryable. */
    static Attempt.Refused problem(int status, String text, @Nullable Duration retryAfter) {
        try {
            JsonNode problem = JSON.readTree(text);
            return new Attempt.Refused(
                    problem.path("status").asInt(status),
                    problem.path("type").asText("no type"),
                    problem.path("retryable").asBoolean(false),
                    retryAfter);
        } catch (IOException _) {
            return new Attempt.Refused(status, "not a problem", false, retryAfter);
        }
    }

    private static byte[] body(TurnRequest turn) {
        ObjectNode body = JSON.createObjectNode().put("model", "reference");
        body.put("stream", turn.streaming());
        body.putArray("messages").addObject().put("role", "user").put("content", turn.text());
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void closeQuietly(InputStream body) {
        try {
            body.close();
        } catch (IOException _) {
            // The reader sees the end of it either way.
        }
    }

    @Override
    public void close() {
        watch.shutdownNow();
        http.shutdownNow();
    }
}
