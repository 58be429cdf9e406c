package io.pagurus.gateway.behaviour;

import static io.pagurus.gateway.behaviour.StandInNode.answer;
import static io.pagurus.gateway.behaviour.StandInNode.hang;
import static io.pagurus.gateway.behaviour.StandInNode.hangingStream;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** How much a node gets at once. */
class NodeLimitTest {

    private static final String ONE_AT_ONCE =
            "limits: {node: {ceiling: 1, adaptive: false, queue: 1, patience: %s}}";

    @Test
    void whatIsTooMuchWaitsForAPlace() {
        try (EdgeSuite suite = EdgeSuite.with().rules(ONE_AT_ONCE.formatted("10s"))) {
            // Given
            List<HttpServerRequest> held = new CopyOnWriteArrayList<>();
            StandInNode node = suite.node("a").next(held::add).always(answer("second"));
            var first = suite.sendAsync(suite.request("/x").build());
            Await.until(() -> held.size() == 1);
            // When
            var second = suite.sendAsync(suite.request("/x").build());
            Await.until(() -> suite.queued() == 1);
            // Then
            assertThat(node.received()).hasSize(1);
            answer("first").with(held.getFirst());
            assertThat(EdgeSuite.get(first).body()).contains("first");
            assertThat(EdgeSuite.get(second).body()).contains("second");
        }
    }

    @Test
    void whoseWaitBringsNothingIsToldToComeAgain() {
        try (EdgeSuite suite = EdgeSuite.with().rules(ONE_AT_ONCE.formatted("50ms"))) {
            // Given
            StandInNode node = suite.node("a").always(hang());
            var _ = suite.sendAsync(suite.request("/x").build());
            Await.until(() -> node.received().size() == 1);
            // When
            HttpResponse<String> second = suite.send(suite.request("/x").build());
            // Then
            assertThat(second.statusCode()).isEqualTo(503);
            assertThat(second.headers().firstValue("Retry-After")).isPresent();
            assertThat(new JsonObject(second.body()).getString("type"))
                    .isEqualTo("urn:pagurus:problem:overloaded");
            assertThat(node.received()).hasSize(1);
        }
    }

    @Test
    void aFullNodesWorkGoesToOneWithRoom() {
        try (EdgeSuite suite = EdgeSuite.with().rules(ONE_AT_ONCE.formatted("0s"))) {
            // Given
            StandInNode a = suite.node("a").always(hang());
            StandInNode b = suite.node("b").always(hang());
            // When
            var _ = suite.sendAsync(suite.request("/x").build());
            var _ = suite.sendAsync(suite.request("/x").build());
            // Then
            Await.until(() -> a.received().size() == 1 && b.received().size() == 1);
        }
    }

    @Test
    void aTurnWaitsForItsOwnerRatherThanLeaveIt() {
        try (EdgeSuite suite = EdgeSuite.with().rules(ONE_AT_ONCE.formatted("0s"))) {
            // Given
            List<HttpServerRequest> held = new CopyOnWriteArrayList<>();
            suite.node("a").next(held::add).always(answer("from its owner"));
            suite.node("b").always(answer("from another"));
            suite.sessions.own("s1", 1, "a");
            suite.sessions.own("s2", 1, "a");
            var first = suite.sendAsync(suite.turn("s1", "t1"));
            Await.until(() -> held.size() == 1);
            // When
            var second = suite.sendAsync(suite.turn("s2", "t1"));
            Await.until(() -> suite.count("pagurus.gateway.retries", "reason", "node-full") >= 1);
            answer("first").with(held.getFirst());
            // Then
            assertThat(EdgeSuite.get(first).statusCode()).isEqualTo(200);
            assertThat(EdgeSuite.get(second).body()).contains("from its owner");
        }
    }

    @Test
    void aStreamThatHasBegunTakesNoPlace() {
        try (EdgeSuite suite = EdgeSuite.with().rules(ONE_AT_ONCE.formatted("0s"))) {
            // Given
            StandInNode node = suite.node("a").next(hangingStream("one")).always(answer("ok"));
            CompletableFuture<?> stream = suite.sendAsync(suite.request("/events").build());
            Await.until(() -> node.received().size() == 1 && suite.places("a") == 0);
            // When
            HttpResponse<String> other = suite.send(suite.request("/x").build());
            // Then
            assertThat(other.statusCode()).isEqualTo(200);
            assertThat(stream).isNotDone();
        }
    }

    @Test
    void whoGoesAwayLeavesItsPlaceToTheNext() {
        try (EdgeSuite suite = EdgeSuite.with().rules(ONE_AT_ONCE.formatted("10s"))) {
            // Given
            StandInNode node = suite.node("a").next(hang()).always(answer("ok"));
            CompletableFuture<?> first = suite.sendAsync(suite.request("/x").build());
            Await.until(() -> node.received().size() == 1);
            var second = suite.sendAsync(suite.request("/x").build());
            Await.until(() -> suite.queued() == 1);
            // When
            first.cancel(true);
            // Then
            assertThat(EdgeSuite.get(second).statusCode()).isEqualTo(200);
            Await.until(() -> suite.places("a") == 0);
        }
    }

    @Test
    void bulkLeavesRoomForWhatIsUrgent() {
        String rules =
                """
                limits: {node: {ceiling: 2, adaptive: false, queue: 10, patience: 10s}}
                routes:
                  - {name: bulk, match: {paths: [/bulk]}, class: {default: bulk}}
                  - {name: urgent, match: {paths: [/urgent]}, class: {default: urgent}}
                """;
        try (EdgeSuite suite = EdgeSuite.with().rules(rules)) {
            // Given
            StandInNode node = suite.node("a").next(hang()).always(answer("ok"));
            var _ = suite.sendAsync(suite.request("/bulk").build());
            Await.until(() -> node.received().size() == 1);
            var waits = suite.sendAsync(suite.request("/bulk").build());
            Await.until(() -> suite.queued() == 1);
            // When
            HttpResponse<String> urgent = suite.send(suite.request("/urgent").build());
            // Then
            assertThat(urgent.statusCode()).isEqualTo(200);
            assertThat(waits).isNotDone();
        }
    }
}
