package io.pagurus.local.launcher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.pagurus.local.StackFailure;
import io.pagurus.local.Suite;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Thread-safe; blocks. Asks session-service as an operator. */
record SessionCalls(Suite suite) {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    /** The session with its history; empty when there is none of that id. */
    Optional<JsonNode> session(String id) {
        return get(path(id) + "?history=true");
    }

    /** What the journal has of the session. */
    JsonNode timeline(String id) {
        return get(path(id) + "/timeline").orElseGet(JSON::createObjectNode);
    }

    private static String path(String id) {
        return "/v1/sessions/" + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private Optional<JsonNode> get(String path) {
        URI uri = suite.sessionService().resolve(path);
        HttpRequest request =
                HttpRequest.newBuilder(uri)
                        .timeout(TIMEOUT)
                        .header("Authorization", "Bearer " + suite.token("operator", "operator"))
                        .build();
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            return switch (answer.statusCode()) {
                case OK -> Optional.of(JSON.readTree(answer.body()));
                case NOT_FOUND -> Optional.empty();
                default ->
                        throw new StackFailure(
                                "session-service answers "
                                        + answer.statusCode()
                                        + ": "
                                        + answer.body());
            };
        } catch (JsonProcessingException broken) {
            throw new StackFailure("session-service answers no JSON: " + broken.getMessage());
        } catch (IOException notReached) {
            throw new StackFailure("session-service cannot be asked: " + notReached.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new StackFailure("interrupted");
        }
    }
}
