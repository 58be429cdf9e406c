package io.pagurus.gateway.behaviour;

import static io.pagurus.gateway.behaviour.StandInNode.hang;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Promise;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The edge at its limits, and at its end. */
class LimitsTest {

    @Test
    void moreRequestsThanAllowedAreTurnedAway() {
        try (EdgeSuite suite = EdgeSuite.with("edge.max-concurrent-requests", "1")) {
            // Given
            StandInNode node = suite.node("hk-1").next(hang());
            CompletableFuture<HttpResponse<String>> first = suite.sendAsync(suite.turn("s1", "t1"));
            Await.until(() -> node.received().size() == 1);
            // When
            HttpResponse<String> second = suite.send(suite.turn("s2", "t1"));
            // Then
            assertThat(second.statusCode()).isEqualTo(503);
            assertThat(second.headers().firstValue("Retry-After")).isPresent();
            assertThat(first).isNotDone();
        }
    }

    @Test
    void moreParkedTurnsThanAllowedAreTurnedAway() {
        try (EdgeSuite suite = EdgeSuite.with("turn.max-parked", "1")) {
            // Given
            suite.node("hk-1");
            suite.sessions.away(true);
            CompletableFuture<HttpResponse<String>> first = suite.sendAsync(suite.turn("s1", "t1"));
            Await.until(() -> suite.sessions.authorizations().size() >= 2);
            // When
            HttpResponse<String> second = suite.send(suite.turn("s2", "t1"));
            // Then
            assertThat(second.statusCode()).isEqualTo(503);
            suite.sessions.away(false);
            assertThat(EdgeSuite.get(first).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void oneSessionThatAsksAgainAndAgainLeavesRoomForOthers() {
        try (EdgeSuite suite = EdgeSuite.with("turn.max-parked-of-session", "1")) {
            // Given
            suite.node("hk-1");
            suite.sessions.away(true);
            CompletableFuture<HttpResponse<String>> first = suite.sendAsync(suite.turn("s1", "t1"));
            Await.until(() -> suite.sessions.authorizations().size() >= 2);
            // When
            HttpResponse<String> again = suite.send(suite.turn("s1", "t2"));
            CompletableFuture<HttpResponse<String>> other = suite.sendAsync(suite.turn("s2", "t1"));
            // Then
            assertThat(again.statusCode()).isEqualTo(503);
            assertThat(again.headers().firstValue("Retry-After")).isPresent();
            suite.sessions.away(false);
            assertThat(EdgeSuite.get(first).statusCode()).isEqualTo(200);
            assertThat(EdgeSuite.get(other).statusCode()).isEqualTo(200);
            assertThat(suite.send(suite.turn("s1", "t2")).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void withoutAnyNodeATurnWaitsForItsDeadline() {
        try (EdgeSuite suite = EdgeSuite.with("turn.deadline", "200ms")) {
            // Given no node
            // When
            HttpResponse<String> response = suite.send(suite.turn("s1", "t1"));
            // Then
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.headers().firstValue("Retry-After")).isPresent();
        }
    }

    @Test
    void stoppingLetsRunningTurnsEndAndTakesNoMore() {
        try (EdgeSuite suite = EdgeSuite.with()) {
            // Given
            Promise<Void> release = Promise.promise();
            StandInNode node =
                    suite.node("hk-1")
                            .next(r -> release.future().onSuccess(_ -> r.response().end("done")));
            CompletableFuture<HttpResponse<String>> running =
                    suite.sendAsync(suite.turn("s1", "t1"));
            Await.until(() -> node.received().size() == 1);
            // When
            io.vertx.core.Future<Void> stopped =
                    suite.edge().stop(java.time.Duration.ofSeconds(10));
            // Then
            assertThat(suite.send(suite.turn("s2", "t1")).statusCode()).isEqualTo(503);
            assertThat(suite.send(suite.request("/health").build()).statusCode()).isEqualTo(503);
            release.complete();
            assertThat(EdgeSuite.get(running).body()).isEqualTo("done");
            Await.done(stopped);
        }
    }
}
