package io.pagurus.gateway.behaviour;

import static io.pagurus.gateway.behaviour.StandInNode.answer;
import static io.pagurus.gateway.behaviour.StandInNode.problem;
import static io.pagurus.gateway.behaviour.StandInNode.reset;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.local.redis.LocalRedis;
import io.vertx.core.http.HttpServerRequest;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An event that a provider delivers more than once. */
class WebhookTest {

    private static final String BY_HEADER = rules("key: {header: X-Event}");

    private static LocalRedis redis;

    @BeforeAll
    static void start() {
        redis = LocalRedis.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @BeforeEach
    void forget() {
        redis.call("FLUSHALL");
    }

    private static String rules(String webhook) {
        return """
        routes:
          - name: hooks
            match: {prefixes: [/hooks/]}
            webhook: {%s}
        """
                .formatted(webhook);
    }

    private static EdgeSuite edge(String rules) {
        return EdgeSuite.over(redis, "webhook.look-every", "20ms").rules(rules);
    }

    private static HttpRequest event(EdgeSuite edge, String key, String body) {
        return edge.request("/hooks/a")
                .header("X-Event", key)
                .header("X-Signature", "sha256=abc")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    @Test
    void atThreeGatewaysAtOnceRunsOnceAndIsAnsweredAlike() throws InterruptedException {
        try (EdgeSuite one = edge(BY_HEADER);
                EdgeSuite two = edge(BY_HEADER);
                EdgeSuite three = edge(BY_HEADER)) {
            // Given
            BlockingQueue<HttpServerRequest> held = new LinkedBlockingQueue<>();
            StandInNode node = one.node("n").always(held::add);
            two.register("n", node.port());
            three.register("n", node.port());
            // When
            List<CompletableFuture<HttpResponse<String>>> all =
                    Stream.of(one, two, three, one, two, three)
                            .map(edge -> edge.sendAsync(event(edge, "e1", " {\"a\": 1}\n")))
                            .toList();
            HttpServerRequest first = held.take();
            Await.until(() ->
                    Stream.of(one, two, three)
                                    .mapToDouble(e -> e.count("pagurus.gateway.webhooks"))
                                    .sum()
                            >= 1);
            first.response()
                    .setStatusCode(202)
                    .putHeader("Content-Type", "text/plain")
                    .putHeader("Set-Cookie", "secret=1")
                    .end("done");
            // Then
            for (CompletableFuture<HttpResponse<String>> each : all) {
                HttpResponse<String> response = EdgeSuite.get(each);
                assertThat(response.statusCode()).isEqualTo(202);
                assertThat(response.body()).isEqualTo("done");
                assertThat(response.headers().firstValue("Content-Type")).contains("text/plain");
            }
            assertThat(node.received()).hasSize(1);
            assertThat(node.received().getFirst().body()).isEqualTo(" {\"a\": 1}\n");
            assertThat(node.received().getFirst().header("X-Signature")).isEqualTo("sha256=abc");
        }
    }

    @Test
    void laterIsToldTheRememberedAnswerWithoutItsCookies() {
        try (EdgeSuite edge = edge(BY_HEADER)) {
            // Given
            StandInNode node =
                    edge.node("n")
                            .always(r -> r.response().putHeader("Set-Cookie", "a=b").end("once"));
            edge.send(event(edge, "e1", "{}"));
            // When
            HttpResponse<String> again = edge.send(event(edge, "e1", "{}"));
            // Then
            assertThat(again.body()).isEqualTo("once");
            assertThat(again.headers().firstValue("X-Webhook-Duplicate")).contains("true");
            assertThat(again.headers().firstValue("Set-Cookie")).isEmpty();
            assertThat(node.received()).hasSize(1);
        }
    }

    @Test
    void isRunAgainAfterItsWindow() {
        try (EdgeSuite edge = edge(rules("key: {header: X-Event}, window: 100ms"))) {
            // Given
            StandInNode node = edge.node("n").always(answer("ok"));
            edge.send(event(edge, "e1", "{}"));
            // When
            Await.until(() -> redis.call("DBSIZE").equals("0"));
            edge.send(event(edge, "e1", "{}"));
            // Then
            assertThat(node.received()).hasSize(2);
        }
    }

    @Test
    void isKnownByAValueInItsBody() {
        try (EdgeSuite edge = edge(rules("key: {pointer: /event/id}"))) {
            // Given
            StandInNode node = edge.node("n").always(answer("ok"));
            // When
            edge.send(event(edge, "x", "{\"sent\":1,\"event\":{\"id\":7}}"));
            edge.send(event(edge, "y", "{\"sent\":2,\"event\":{\"id\":7}}"));
            edge.send(event(edge, "z", "{\"sent\":2,\"event\":{\"id\":8}}"));
            HttpResponse<String> nameless = edge.send(event(edge, "z", "{\"sent\":2}"));
            // Then
            assertThat(node.received())
                    .extracting(StandInNode.Received::body)
                    .containsExactly(
                            "{\"sent\":1,\"event\":{\"id\":7}}",
                            "{\"sent\":2,\"event\":{\"id\":8}}");
            assertThat(nameless.statusCode()).isEqualTo(400);
            assertThat(nameless.body()).contains("/event/id");
        }
    }

    @Test
    void isKnownByItsWholeBody() {
        try (EdgeSuite edge = edge(rules("key: {body-hash: true}"))) {
            // Given
            StandInNode node = edge.node("n").always(answer("ok"));
            // When
            edge.send(event(edge, "x", "same"));
            edge.send(event(edge, "y", "same"));
            edge.send(event(edge, "z", "other"));
            // Then
            assertThat(node.received()).hasSize(2);
        }
    }

    @Test
    void thatFailedIsRunAgain() {
        try (EdgeSuite edge = edge(BY_HEADER)) {
            // Given
            StandInNode node =
                    edge.node("n")
                            .next(problem(500, "broken", false))
                            .next(problem(401, "forged", false))
                            .next(reset())
                            .always(answer("ok"));
            // When
            HttpResponse<String> broken = edge.send(event(edge, "e1", "{}"));
            HttpResponse<String> forged = edge.send(event(edge, "e1", "{}"));
            HttpResponse<String> reset = edge.send(event(edge, "e1", "{}"));
            HttpResponse<String> good = edge.send(event(edge, "e1", "{}"));
            // Then
            assertThat(broken.statusCode()).isEqualTo(500);
            assertThat(forged.statusCode()).isEqualTo(401);
            assertThat(reset.statusCode()).isEqualTo(503);
            assertThat(good.statusCode()).isEqualTo(200);
            assertThat(node.received()).hasSize(4);
        }
    }

    @Test
    void whoseFirstRunGoesOnIsToldToComeAgain() {
        try (EdgeSuite edge = edge(rules("key: {header: X-Event}, wait: 100ms, lease: 5s"))) {
            // Given
            StandInNode node = edge.node("n").always(StandInNode.hang());
            var _ = edge.sendAsync(event(edge, "e1", "{}"));
            Await.until(() -> !node.received().isEmpty());
            // When
            HttpResponse<String> response = edge.send(event(edge, "e1", "{}"));
            // Then
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.headers().firstValueAsLong("Retry-After")).isPresent();
            assertThat(response.body()).contains("\"retryable\":true");
            assertThat(node.received()).hasSize(1);
        }
    }

    @Test
    void whoseProviderStoppedWaitingIsRunToItsEnd() throws InterruptedException {
        try (EdgeSuite edge = edge(BY_HEADER)) {
            // Given
            BlockingQueue<HttpServerRequest> held = new LinkedBlockingQueue<>();
            StandInNode node = edge.node("n").always(held::add);
            CompletableFuture<HttpResponse<String>> impatient =
                    edge.sendAsync(event(edge, "e1", "{}"));
            HttpServerRequest running = held.take();
            // When
            impatient.cancel(true);
            Await.until(() -> edge.count("pagurus.gateway.webhooks", "result", "first") == 1);
            running.response().end("at last");
            HttpResponse<String> retry = edge.send(event(edge, "e1", "{}"));
            // Then
            assertThat(retry.body()).isEqualTo("at last");
            assertThat(node.received()).hasSize(1);
        }
    }

    @Test
    void thatOpensATurnIsTheSameTurnEvenWhenRedisHasForgottenIt() {
        try (EdgeSuite edge = edge(rules("key: {header: X-Event}") + "    turns: true\n")) {
            // Given
            StandInNode node = edge.node("n").always(answer("ok"));
            edge.send(event(edge, "e1", "{}"));
            // When
            redis.call("FLUSHALL");
            edge.send(event(edge, "e1", "{}"));
            edge.send(event(edge, "e2", "{}"));
            // Then
            assertThat(node.received())
                    .extracting(r -> r.header("X-Turn-ID"))
                    .containsExactly("anonymous~e1", "anonymous~e1", "anonymous~e2");
            List<String> sessions =
                    node.received().stream().map(r -> r.header("X-Session-ID")).toList();
            assertThat(sessions.get(0)).isEqualTo(sessions.get(1)).isNotEqualTo(sessions.get(2));
        }
    }

    @Test
    void belongsToTheSessionThatItNames() {
        try (EdgeSuite edge =
                edge(
                        rules("key: {header: X-Event}, session: {pointer: /chat}")
                                + "    turns: true\n")) {
            // Given
            StandInNode node = edge.node("n").always(answer("ok"));
            // When
            edge.send(event(edge, "e1", "{\"chat\":42}"));
            edge.send(event(edge, "e2", "{\"chat\":42}"));
            // Then
            assertThat(node.received())
                    .extracting(r -> r.header("X-Session-ID"))
                    .containsExactly("hooks~42", "hooks~42");
        }
    }

    @Test
    void mayBeNoLargerThanItsRouteSays() {
        try (EdgeSuite edge = edge(rules("key: {header: X-Event}, max-body: 10"))) {
            // Given
            StandInNode node = edge.node("n").always(answer("ok"));
            // When
            HttpResponse<String> response = edge.send(event(edge, "e1", "more than ten bytes"));
            // Then
            assertThat(response.statusCode()).isEqualTo(413);
            assertThat(node.received()).isEmpty();
        }
    }

    @Test
    void whoseAnswerIsTooLongToRememberIsStillRunOnce() {
        try (EdgeSuite edge = edge(rules("key: {header: X-Event}, max-kept-body: 4"))) {
            // Given
            StandInNode node = edge.node("n").always(answer("a long story"));
            // When
            HttpResponse<String> first = edge.send(event(edge, "e1", "{}"));
            HttpResponse<String> again = edge.send(event(edge, "e1", "{}"));
            // Then
            assertThat(first.body()).contains("a long story");
            assertThat(again.statusCode()).isEqualTo(200);
            assertThat(again.body()).isEmpty();
            assertThat(again.headers().firstValue("X-Webhook-Duplicate")).contains("body-not-kept");
            assertThat(node.received()).hasSize(1);
        }
    }
}
