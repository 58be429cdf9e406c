package io.pagurus.gateway.behaviour;

import static io.pagurus.gateway.behaviour.StandInNode.answer;
import static io.pagurus.gateway.behaviour.StandInNode.reset;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Bodies of all sizes. */
class BodyTest {

    private static final String LARGE = "x".repeat(200_000);

    @Test
    void tooLargeToKeepIsStreamedAndSaysThatItCannotBeReplayed() {
        try (EdgeSuite suite = EdgeSuite.with("replay.max-body", "64K")) {
            // Given
            StandInNode node = suite.node("hk-1").always(answer("big"));
            // When
            HttpResponse<String> response = suite.send(large(suite));
            // Then
            assertThat(response.body()).contains("big");
            assertThat(response.headers().firstValue("X-Turn-Replayable")).contains("false");
            assertThat(node.received().getFirst().body()).isEqualTo(LARGE);
        }
    }

    @Test
    void ofUnknownLengthIsStreamedOnceItIsTooLargeToKeep() {
        try (EdgeSuite suite = EdgeSuite.with("replay.max-body", "64K")) {
            // Given
            StandInNode node = suite.node("hk-1").always(answer("big"));
            // When
            HttpResponse<String> response = suite.send(chunked(suite, EdgeSuite.CHAT));
            // Then
            assertThat(response.body()).contains("big");
            assertThat(node.received().getFirst().body()).isEqualTo(LARGE);
        }
    }

    @Test
    void thatCannotBeReplayedEndsInARetryableProblemWhenTheNodeFails() {
        try (EdgeSuite suite = EdgeSuite.with("replay.max-body", "64K")) {
            // Given
            suite.node("hk-1").always(reset());
            suite.health.says("ejected");
            // When
            HttpResponse<String> response = suite.send(large(suite));
            // Then
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(new JsonObject(response.body()).getBoolean("retryable")).isTrue();
        }
    }

    @Test
    void isKeptOnlyWithinTheMemoryForAll() {
        try (EdgeSuite suite = EdgeSuite.with("replay.max-total", "1K")) {
            // Given
            suite.node("hk-1").always(answer("big"));
            // When
            HttpResponse<String> response = suite.send(large(suite));
            // Then
            assertThat(response.body()).contains("big");
            assertThat(response.headers().firstValue("X-Turn-Replayable")).contains("false");
        }
    }

    @Test
    void beyondTheLimitIsRefused() {
        try (EdgeSuite suite = EdgeSuite.with("edge.max-body", "64K")) {
            // Given
            StandInNode node = suite.node("hk-1");
            // When
            HttpResponse<String> response =
                    suite.send(
                            suite.request(EdgeSuite.CHAT)
                                    .expectContinue(true)
                                    .POST(HttpRequest.BodyPublishers.ofString(LARGE))
                                    .build());
            // Then
            assertThat(response.statusCode()).isEqualTo(413);
            assertThat(node.received()).isEmpty();
        }
    }

    @Test
    void ofUnknownLengthBeyondTheLimitIsBrokenOff() {
        try (EdgeSuite suite = EdgeSuite.with("edge.max-body", "100K", "replay.max-body", "64K")) {
            // Given
            StandInNode node = suite.node("hk-1");
            // When
            HttpResponse<String> response = suite.send(chunked(suite, EdgeSuite.CHAT));
            // Then
            assertThat(response.statusCode()).isEqualTo(413);
            assertThat(node.received()).isEmpty();
        }
    }

    @Test
    void ofARequestThatIsNoTurnBeyondTheLimitIsRefusedAndOthersOfItsConnectionGoOn() {
        try (EdgeSuite suite = EdgeSuite.with("edge.max-body", "100K")) {
            // Given
            Promise<Void> release = Promise.promise();
            StandInNode node =
                    suite.node("hk-1")
                            .next(r -> release.future().onSuccess(_ -> r.response().end("done")));
            // With this the connection becomes one of HTTP/2.
            suite.send(suite.request("/health").build());
            CompletableFuture<HttpResponse<String>> other =
                    suite.sendAsync(suite.request("/x").build());
            Await.until(() -> node.received().size() == 1);
            // When
            HttpResponse<String> response = suite.send(chunked(suite, "/x"));
            // Then
            assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(response.statusCode()).isEqualTo(413);
            assertThat(new JsonObject(response.body()).getString("field")).isEqualTo("body");
            release.complete();
            assertThat(EdgeSuite.get(other).body()).isEqualTo("done");
            assertThat(node.received()).hasSize(1);
        }
    }

    @Test
    void ofOneInHttp1EndsItsConnectionBehindTheAnswer() throws Exception {
        try (EdgeSuite suite = EdgeSuite.with("edge.max-body", "10");
                RawClient client = new RawClient(suite.port())) {
            // Given
            suite.node("hk-1");
            // When
            client.send("POST /x HTTP/1.1\nHost: e\nTransfer-Encoding: chunked\n\n");
            client.send("b\nhello world\n");
            // Then
            assertThat(client.readAll())
                    .startsWith("HTTP/1.1 413")
                    .containsIgnoringCase("connection: close")
                    .contains("at most 10");
        }
    }

    @Test
    void ofALargeAnswerIsPassedOnAsItComes() {
        try (EdgeSuite suite = EdgeSuite.with("replay.max-answer", "64K")) {
            // Given
            suite.node("hk-1").always(r -> r.response().end(LARGE));
            // When
            HttpResponse<String> response = suite.send(suite.turn("s1", "t1"));
            // Then
            assertThat(response.body()).isEqualTo(LARGE);
        }
    }

    private static HttpRequest large(EdgeSuite suite) {
        return suite.request(EdgeSuite.CHAT)
                .header("Idempotency-Key", "k")
                .POST(HttpRequest.BodyPublishers.ofString(LARGE))
                .build();
    }

    private static HttpRequest chunked(EdgeSuite suite, String path) {
        byte[] bytes = LARGE.getBytes(StandardCharsets.UTF_8);
        return suite.request(path)
                .POST(
                        HttpRequest.BodyPublishers.ofInputStream(
                                () -> new ByteArrayInputStream(bytes)))
                .build();
    }
}
