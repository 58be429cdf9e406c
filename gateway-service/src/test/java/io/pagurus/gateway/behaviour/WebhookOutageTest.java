package io.pagurus.gateway.behaviour;

import static io.pagurus.gateway.behaviour.StandInNode.answer;
import static io.pagurus.gateway.behaviour.StandInNode.hang;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.local.redis.LocalRedis;
import io.vertx.core.Promise;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Webhooks while a gateway or Redis dies. */
class WebhookOutageTest {

    private final LocalRedis redis = LocalRedis.start();

    @AfterEach
    void stop() {
        redis.close();
    }

    private EdgeSuite edge(String more) {
        return EdgeSuite.over(redis, "webhook.look-every", "20ms")
                .rules(
                        """
                        routes:
                          - name: hooks
                            match: {prefixes: [/hooks/]}
                            webhook: {key: {header: X-Event}%s}
                        """
                                .formatted(more));
    }

    private static HttpRequest event(EdgeSuite edge) {
        return edge.request("/hooks/a")
                .header("X-Event", "e1")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
    }

    @Test
    void whoWaitsTakesOverFromAGatewayThatDiesWhileItRunsTheEvent() {
        try (EdgeSuite survivor = edge(", lease: 500ms, wait: 8s")) {
            // Given
            EdgeSuite dies = edge(", lease: 500ms");
            StandInNode node = survivor.node("n").next(hang()).always(answer("second try"));
            dies.register("n", node.port());
            var _ = dies.sendAsync(event(dies));
            Await.until(() -> node.received().size() == 1);
            CompletableFuture<HttpResponse<String>> waiting = survivor.sendAsync(event(survivor));
            // When
            dies.close();
            HttpResponse<String> response = EdgeSuite.get(waiting);
            // Then
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).contains("second try");
            assertThat(node.received()).hasSize(2);
            assertThat(survivor.count("pagurus.gateway.webhooks", "result", "taken-over"))
                    .isEqualTo(1);
        }
    }

    @Test
    void aLongRunKeepsItsClaim() {
        try (EdgeSuite edge = edge(", lease: 150ms, wait: 700ms")) {
            // Given
            StandInNode node = edge.node("n").always(hang());
            var _ = edge.sendAsync(event(edge));
            Await.until(() -> node.received().size() == 1);
            // When
            HttpResponse<String> duplicate = edge.send(event(edge));
            // Then
            assertThat(duplicate.statusCode()).isEqualTo(503);
            assertThat(node.received()).hasSize(1);
        }
    }

    @Test
    void withoutRedisProvidersAreToldToComeAgain() {
        try (EdgeSuite edge = edge("")) {
            // Given
            StandInNode node = edge.node("n").always(answer("ok"));
            redis.kill();
            // When
            HttpResponse<String> response = edge.send(event(edge));
            redis.restart();
            HttpResponse<String> retry = retried(edge);
            // Then
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.headers().firstValue("Retry-After")).contains("1");
            assertThat(retry.statusCode()).isEqualTo(200);
            assertThat(node.received()).hasSize(1);
        }
    }

    private static HttpResponse<String> retried(EdgeSuite edge) {
        Instant end = Instant.now().plusSeconds(10);
        HttpResponse<String> response = edge.send(event(edge));
        while (response.statusCode() == 503 && Instant.now().isBefore(end)) {
            response = edge.send(event(edge));
        }
        return response;
    }

    @Test
    void aRedisThatHangsCostsNoMoreThanItsTime() {
        try (EdgeSuite edge = edge("")) {
            // Given
            edge.node("n").always(answer("ok"));
            edge.send(event(edge));
            redis.pause();
            // When
            Instant begun = Instant.now();
            HttpResponse<String> response = edge.send(event(edge));
            Duration took = Duration.between(begun, Instant.now());
            redis.resume();
            // Then
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(took).isLessThan(Duration.ofSeconds(3));
        }
    }

    @Test
    void anOutcomeIsRememberedThoughRedisWasAwayWhenItCame() {
        try (EdgeSuite edge = edge("")) {
            // Given
            Promise<Void> done = Promise.promise();
            StandInNode node =
                    edge.node("n")
                            .next(r -> done.future().onSuccess(_ -> r.response().end("once")))
                            .always(answer("twice"));
            CompletableFuture<HttpResponse<String>> first = edge.sendAsync(event(edge));
            Await.until(() -> node.received().size() == 1);
            redis.pause();
            done.complete();
            Await.until(() -> edge.send(event(edge)).statusCode() == 503);
            // When
            redis.resume();
            // Then
            assertThat(EdgeSuite.get(first).body()).isEqualTo("once");
            assertThat(edge.send(event(edge)).body()).isEqualTo("once");
            assertThat(node.received()).hasSize(1);
        }
    }

    @Test
    void aRouteMayRunThemWithoutRedis() {
        try (EdgeSuite edge = edge(", redis-away: run")) {
            // Given
            StandInNode node = edge.node("n").always(answer("ok"));
            redis.kill();
            // When
            HttpResponse<String> response = edge.send(event(edge));
            HttpResponse<String> again = edge.send(event(edge));
            // Then
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(again.statusCode()).isEqualTo(200);
            assertThat(node.received()).hasSize(2);
        }
    }

    @Test
    void otherRequestsGoOnWithoutRedis() {
        try (EdgeSuite edge =
                EdgeSuite.over(redis)
                        .rules(
                                """
                                routes:
                                  - name: hooks
                                    match: {prefixes: [/hooks/]}
                                    webhook: {key: {header: X-Event}}
                                  - name: others
                                """)) {
            // Given
            edge.node("n").always(answer("ok"));
            redis.kill();
            // When
            HttpResponse<String> response = edge.send(edge.request("/else").build());
            // Then
            assertThat(response.statusCode()).isEqualTo(200);
        }
    }
}
