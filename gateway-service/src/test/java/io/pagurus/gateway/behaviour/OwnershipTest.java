package io.pagurus.gateway.behaviour;

import static io.pagurus.gateway.behaviour.StandInNode.DONE;
import static io.pagurus.gateway.behaviour.StandInNode.answer;
import static io.pagurus.gateway.behaviour.StandInNode.event;
import static io.pagurus.gateway.behaviour.StandInNode.hang;
import static io.pagurus.gateway.behaviour.StandInNode.hangingStream;
import static io.pagurus.gateway.behaviour.StandInNode.problem;
import static io.pagurus.gateway.behaviour.StandInNode.reset;
import static io.pagurus.gateway.behaviour.StandInNode.stream;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a node says of ownership, and what the edge makes of it. */
class OwnershipTest {

    @Test
    void aFencedNodeIsNotBelievedButCheckedAndTheOwnerFollowed() {
        try (EdgeSuite suite = EdgeSuite.with()) {
            // Given
            StandInNode zombie = suite.node("hk-1").next(answer("one"));
            zombie.always(problem(409, "fenced", true));
            suite.node("hk-2").always(answer("two"));
            suite.sessions.own("s1", 1, "hk-1");
            suite.send(suite.turn("s1", "t1"));
            suite.sessions.own("s1", 2, "hk-2");
            // When
            HttpResponse<String> response = suite.send(suite.turn("s1", "t2"));
            // Then
            assertThat(response.body()).contains("two");
            assertThat(zombie.received()).hasSize(2);
        }
    }

    @Test
    void aNodeThatStaysFencedHasItsAnswerPassedOnAtTheDeadline() {
        try (EdgeSuite suite = EdgeSuite.with("turn.deadline", "300ms")) {
            // Given
            StandInNode confused = suite.node("hk-1").always(problem(409, "fenced", true));
            suite.sessions.own("s1", 1, "hk-1");
            // When
            HttpResponse<String> response = suite.send(suite.turn("s1", "t1"));
            // Then
            assertThat(response.statusCode()).isEqualTo(409);
            assertThat(confused.received()).hasSizeBetween(2, 20);
        }
    }

    @Test
    void anUncertainTurnIsPassedOnAsItIs() {
        try (EdgeSuite suite = EdgeSuite.with()) {
            // Given
            StandInNode node = suite.node("hk-1").always(problem(409, "uncertain", false));
            // When
            HttpResponse<String> response = suite.send(suite.turn("s1", "t1"));
            // Then
            assertThat(response.statusCode()).isEqualTo(409);
            assertThat(response.body()).contains("uncertain");
            assertThat(node.received()).hasSize(1);
        }
    }

    @Test
    void aFailedTurnIsPassedOnAsItIs() {
        try (EdgeSuite suite = EdgeSuite.with()) {
            // Given
            StandInNode node = suite.node("hk-1").always(problem(502, "turn-failed", true));
            // When
            HttpResponse<String> response = suite.send(suite.turn("s1", "t1"));
            // Then
            assertThat(response.statusCode()).isEqualTo(502);
            assertThat(node.received()).hasSize(1);
            assertThat(suite.health.suspicions()).isEmpty();
        }
    }

    @Test
    void aBusyNodeIsAskedAgain() {
        try (EdgeSuite suite = EdgeSuite.with()) {
            // Given
            suite.node("hk-1")
                    .next(problem(503, "unavailable", true))
                    .next(problem(503, "unavailable", true))
                    .always(answer("at last"));
            // When
            HttpResponse<String> response = suite.send(suite.turn("s1", "t1"));
            // Then
            assertThat(response.body()).contains("at last");
        }
    }

    @Test
    void aBusyNodesAnswerIsPassedOnAtTheDeadline() {
        try (EdgeSuite suite = EdgeSuite.with("turn.deadline", "200ms")) {
            // Given
            suite.node("hk-1").always(problem(503, "unavailable", true));
            // When
            HttpResponse<String> response = suite.send(suite.turn("s1", "t1"));
            // Then
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.body()).contains("urn:pagurus:problem:unavailable");
        }
    }

    @Test
    void aSessionThatMovesUnderARunningTurnHasItReplayedAtTheNewOwner() {
        try (EdgeSuite suite = EdgeSuite.with()) {
            // Given
            StandInNode first = suite.node("hk-1").always(hangingStream("a"));
            StandInNode second = suite.node("hk-2").always(stream("a", "b"));
            suite.sessions.own("s1", 1, "hk-1");
            CompletableFuture<HttpResponse<String>> response =
                    suite.sendAsync(suite.turn("s1", "t1"));
            Await.until(() -> suite.count("pagurus.gateway.relay.bytes", "to", "client") > 0);
            // When
            suite.moved("s1", 2, first, second);
            // Then
            assertThat(EdgeSuite.get(response).body()).isEqualTo(event("a") + event("b") + DONE);
            assertThat(second.received().getFirst().header("X-Session-Epoch")).isEqualTo("2");
            assertThat(suite.health.suspicions()).isEmpty();
        }
    }

    @Test
    void aSessionThatMovesWhileItsTurnIsHeldGoesOnAtOnce() {
        try (EdgeSuite suite =
                EdgeSuite.with("turn.retry-pause", "8s", "turn.max-retry-pause", "8s")) {
            // Given
            StandInNode first = suite.node("hk-1").always(reset());
            StandInNode second = suite.node("hk-2").always(answer("two"));
            suite.sessions.own("s1", 1, "hk-1");
            suite.health.says("unconfirmed");
            CompletableFuture<HttpResponse<String>> response =
                    suite.sendAsync(suite.turn("s1", "t1"));
            Await.until(() -> suite.count("pagurus.gateway.retries", "reason", "unconfirmed") > 0);
            // When
            suite.moved("s1", 2, first, second);
            // Then
            assertThat(EdgeSuite.get(response).body()).contains("two");
        }
    }

    @Test
    void aNewSessionWaitsForSessionServiceToComeBack() {
        try (EdgeSuite suite = EdgeSuite.with()) {
            // Given
            suite.node("hk-1").always(answer("hi"));
            suite.sessions.away(true);
            CompletableFuture<HttpResponse<String>> response =
                    suite.sendAsync(suite.turn("s1", "t1"));
            Await.until(() -> suite.sessions.authorizations().size() >= 2);
            // When
            suite.sessions.away(false);
            // Then
            assertThat(EdgeSuite.get(response).body()).contains("hi");
        }
    }

    @Test
    void aKnownSessionIsServedWhileSessionServiceIsAway() {
        try (EdgeSuite suite = EdgeSuite.with()) {
            // Given
            suite.node("hk-1").always(answer("hi"));
            suite.send(suite.turn("s1", "t1"));
            suite.sessions.away(true);
            // When
            HttpResponse<String> response = suite.send(suite.turn("s1", "t2"));
            // Then
            assertThat(response.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void twoRequestsOfOneTurnBothGoToTheOwner() {
        try (EdgeSuite suite = EdgeSuite.with()) {
            // Given
            StandInNode node = suite.node("hk-1").next(hang());
            suite.node("hk-2");
            suite.sessions.own("s1", 1, "hk-1");
            CompletableFuture<HttpResponse<String>> first = suite.sendAsync(suite.turn("s1", "t1"));
            Await.until(() -> node.received().size() == 1);
            // When
            suite.send(suite.turn("s1", "t1"));
            // Then
            assertThat(first).isNotDone();
            assertThat(node.received())
                    .extracting(r -> r.header("X-Turn-ID"))
                    .containsExactly("anonymous~t1", "anonymous~t1");
        }
    }
}
