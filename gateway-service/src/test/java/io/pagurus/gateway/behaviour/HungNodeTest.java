package io.pagurus.gateway.behaviour;

import static io.pagurus.gateway.behaviour.StandInNode.DONE;
import static io.pagurus.gateway.behaviour.StandInNode.answer;
import static io.pagurus.gateway.behaviour.StandInNode.event;
import static io.pagurus.gateway.behaviour.StandInNode.hang;
import static io.pagurus.gateway.behaviour.StandInNode.hangingStream;
import static io.pagurus.gateway.behaviour.StandInNode.stream;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A node that takes requests and never answers: it closes no connection. */
class HungNodeTest {

    @Test
    void losesItsTurnsWhenItIsEjected() {
        try (EdgeSuite suite = EdgeSuite.with()) {
            // Given
            StandInNode hung = suite.node("hk-1").always(hang());
            suite.node("hk-2").always(answer("two"));
            suite.sessions.own("s1", 1, "hk-1");
            CompletableFuture<HttpResponse<String>> response =
                    suite.sendAsync(suite.turn("s1", "t1"));
            Await.until(() -> !hung.received().isEmpty());
            // When
            suite.eject(hung);
            // Then
            assertThat(EdgeSuite.get(response).body()).contains("two");
            Await.until(() -> hung.connectionsClosed() > 0);
        }
    }

    @Test
    void isSuspectedOnceItHasBeenSilentForLongWhileItsRequestsWait() {
        try (EdgeSuite suite = EdgeSuite.with("stall-suspicion", "150ms")) {
            // Given
            StandInNode hung = suite.node("hk-1").always(hang());
            suite.node("hk-2").always(answer("two"));
            suite.sessions.own("s1", 1, "hk-1");
            suite.health.says("healthy");
            // When
            CompletableFuture<HttpResponse<String>> response =
                    suite.sendAsync(suite.turn("s1", "t1"));
            Await.until(() -> suite.health.suspicions().size() >= 2);
            // Then
            assertThat(suite.health.suspicions().getFirst().getString("phase")).isEqualTo("head");
            assertThat(response).isNotDone();
            suite.eject(hung);
            assertThat(EdgeSuite.get(response).body()).contains("two");
        }
    }

    @Test
    void isWaitedForNoLongerThanTheDeadlineAlthoughItsProbesAreFine() {
        try (EdgeSuite suite = EdgeSuite.with("silence-limit", "200ms", "turn.deadline", "600ms")) {
            // Given
            suite.node("hk-1").always(hang());
            suite.sessions.own("s1", 1, "hk-1");
            suite.health.says("healthy");
            // When
            HttpResponse<String> response = EdgeSuite.get(suite.sendAsync(suite.turn("s1", "t1")));
            // Then
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.headers().firstValue("Retry-After")).isPresent();
        }
    }

    @Test
    void inTheMiddleOfAStreamHasItContinuedElsewhere() {
        try (EdgeSuite suite = EdgeSuite.with()) {
            // Given
            StandInNode hung = suite.node("hk-1").always(hangingStream("a", "b"));
            suite.node("hk-2").always(stream("a", "b", "c"));
            suite.sessions.own("s1", 1, "hk-1");
            CompletableFuture<HttpResponse<String>> response =
                    suite.sendAsync(suite.turn("s1", "t1"));
            Await.until(() -> suite.count("pagurus.gateway.relay.bytes", "to", "client") > 0);
            // When
            suite.eject(hung);
            // Then
            assertThat(EdgeSuite.get(response).body())
                    .isEqualTo(event("a") + event("b") + event("c") + DONE);
        }
    }
}
