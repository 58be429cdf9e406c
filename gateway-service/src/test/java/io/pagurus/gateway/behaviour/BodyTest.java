package io.pagurus.gateway.behaviour;

import static io.pagurus.gateway.behaviour.StandInNode.answer;
import static io.pagurus.gateway.behaviour.StandInNode.reset;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
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
            HttpResponse<String> response = suite.send(chunked(suite));
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
            HttpResponse<String> response = suite.send(chunked(suite));
            // Then
            assertThat(response.statusCode()).isEqualTo(413);
            assertThat(node.received()).isEmpty();
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

    private static HttpRequest chunked(EdgeSuite suite) {
        byte[] bytes = LARGE.getBytes(StandardCharsets.UTF_8);
        return suite.request(EdgeSuite.CHAT)
                .POST(
                        HttpRequest.BodyPublishers.ofInputStream(
                                () -> new ByteArrayInputStream(bytes)))
                .build();
    }
}
