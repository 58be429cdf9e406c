package io.pagurus.gateway.behaviour;

import static io.pagurus.gateway.behaviour.StandInNode.answer;
import static io.pagurus.gateway.behaviour.StandInNode.hang;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which node a request without an owner goes to, by the strategy of its route. */
class StrategyTest {

    private static EdgeSuite by(String kind) {
        return EdgeSuite.with().rules(rules(kind));
    }

    private static String rules(String kind) {
        return """
        routes:
          - name: talk
            match: {paths: [/v1/chat/completions]}
            turns: true
            strategy: {kind: %1$s}
          - name: all
            match: {prefixes: [/]}
            strategy: {kind: %1$s}
        """
                .formatted(kind);
    }

    private static void sendAll(EdgeSuite suite, int requests) {
        for (int i = 0; i < requests; i++) {
            HttpResponse<String> response = suite.send(suite.request("/v1/models").build());
            assertThat(response.statusCode()).isEqualTo(200);
        }
    }

    /** Answers after a while, without holding up its event loop. */
    private static StandInNode.Deed slow(EdgeSuite suite, long millis) {
        return request -> suite.vertx.setTimer(millis, _ -> request.response().end("slow"));
    }

    @Test
    void roundRobinGivesEachNodeItsWeight() {
        try (EdgeSuite suite = by("round-robin")) {
            // Given
            StandInNode heavy = suite.node("heavy", "hk", 300);
            StandInNode light = suite.node("light", "hk", 100);
            // When
            sendAll(suite, 40);
            // Then each event loop takes turns of its own
            assertThat(heavy.received()).hasSizeBetween(29, 31);
            assertThat(light.received()).hasSizeBetween(9, 11);
        }
    }

    @Test
    void leastConnectionsLeavesABusyNodeAlone() {
        try (EdgeSuite suite = by("least-connections")) {
            // Given
            StandInNode busy = suite.node("busy").always(hang());
            CompletableFuture<HttpResponse<String>> hanging =
                    suite.sendAsync(suite.request("/v1/models").build());
            Await.until(() -> busy.received().size() == 1);
            StandInNode idle = suite.node("idle");
            // When
            sendAll(suite, 20);
            // Then
            assertThat(busy.received()).hasSize(1);
            assertThat(idle.received()).hasSize(20);
            hanging.cancel(true);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"peak-ewma", "weighted-latency"})
    void aSlowNodeGetsLess(String kind) {
        try (EdgeSuite suite = by(kind)) {
            // Given
            StandInNode slow = suite.node("slow");
            slow.always(slow(suite, 150));
            StandInNode fast = suite.node("fast");
            // When
            sendAll(suite, 60);
            // Then
            assertThat(slow.received().size()).isLessThan(15);
            assertThat(fast.received().size()).isGreaterThan(45);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"power-of-two", "least-connections", "peak-ewma", "weighted-latency"})
    void underManyRequestsAtOnceASlowNodeGetsLess(String kind) {
        try (EdgeSuite suite = by(kind)) {
            // Given
            StandInNode slow = suite.node("slow");
            slow.always(slow(suite, 300));
            StandInNode fast = suite.node("fast");
            fast.always(slow(suite, 10));
            // When eight at a time
            HttpRequest request = suite.request("/v1/models").build();
            for (int round = 0; round < 20; round++) {
                List<CompletableFuture<HttpResponse<String>>> some = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    some.add(suite.sendAsync(request));
                }
                // The slow ones run on while the next round begins.
                EdgeSuite.get(CompletableFuture.anyOf(some.toArray(CompletableFuture[]::new)));
            }
            // Then
            assertThat(slow.received().size()).isLessThan(fast.received().size());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "round-robin",
                "least-connections",
                "weighted-latency",
                "peak-ewma",
                "rendezvous",
                "power-of-two"
            })
    void anEjectedNodeGetsNothing(String kind) {
        try (EdgeSuite suite = by(kind)) {
            // Given
            StandInNode one = suite.node("one");
            StandInNode two = suite.node("two");
            StandInNode gone = suite.node("gone");
            // When
            suite.eject(gone);
            for (int i = 0; i < 20; i++) {
                suite.send(suite.request("/v1/models").header("X-Session-ID", "s" + i).build());
            }
            // Then
            assertThat(gone.received()).isEmpty();
            assertThat(one.received().size() + two.received().size()).isEqualTo(20);
        }
    }

    @Test
    void rendezvousIsTheSameAtTwoGateways() {
        try (EdgeSuite one = by("rendezvous");
                EdgeSuite two = by("rendezvous")) {
            // Given
            for (int i = 0; i < 4; i++) {
                String id = "n" + i;
                two.register(id, one.node(id).always(answer(id)).port());
            }
            for (int i = 0; i < 20; i++) {
                // When
                String key = "session-" + i;
                String here =
                        one.send(one.request("/v1/models").header("X-Session-ID", key).build())
                                .body();
                String there =
                        two.send(two.request("/v1/models").header("X-Session-ID", key).build())
                                .body();
                // Then
                assertThat(there).isEqualTo(here);
            }
        }
    }

    @Test
    void aTurnsFirstPlacementGoesByTheStrategyToo() {
        try (EdgeSuite one = by("rendezvous");
                EdgeSuite two = by("rendezvous")) {
            // Given
            for (int i = 0; i < 4; i++) {
                String id = "n" + i;
                two.register(id, one.node(id).always(answer(id)).port());
            }
            for (int i = 0; i < 10; i++) {
                // When each has a session service of its own, which knows nothing of the other
                String session = "session-" + i;
                String here = one.send(one.turn(session, "t")).body();
                String there = two.send(two.turn(session, "t")).body();
                // Then
                assertThat(there).isEqualTo(here);
            }
        }
    }
}
