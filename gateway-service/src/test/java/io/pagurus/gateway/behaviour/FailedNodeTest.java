package io.pagurus.gateway.behaviour;

import static io.pagurus.gateway.behaviour.StandInNode.answer;
import static io.pagurus.gateway.behaviour.StandInNode.cutAnswer;
import static io.pagurus.gateway.behaviour.StandInNode.reset;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A node that dies under a turn. */
class FailedNodeTest {

    @Test
    void thatRefusesConnectionsLosesItsSessionAndTheTurnIsReplayed() {
        try (EdgeSuite suite = EdgeSuite.with()) {
            // Given
            StandInNode dead = suite.node("hk-1");
            StandInNode alive = suite.node("hk-2").always(answer("two"));
            suite.sessions.own("s1", 1, "hk-1");
            suite.health.says("ejected");
            dead.close();
            // When
            HttpResponse<String> response = suite.send(suite.turn("s1", "t1"));
            // Then
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).contains("two");
            assertThat(suite.sessions.owner("s1")).isEqualTo("hk-2");
            assertThat(alive.received()).hasSize(1);
            JsonObject suspicion = suite.health.suspicions().getFirst();
            assertThat(suspicion.getString("node")).isEqualTo("hk-1");
            assertThat(suspicion.getString("phase")).isEqualTo("connect");
            assertThat(suspicion.getLong("incarnation")).isEqualTo(1);
        }
    }

    @Test
    void thatCutsItsAnswerHasTheSameTurnAskedOfAnother() {
        try (EdgeSuite suite = EdgeSuite.with()) {
            // Given
            StandInNode dying = suite.node("hk-1").always(cutAnswer());
            StandInNode alive = suite.node("hk-2").always(answer("two"));
            suite.sessions.own("s1", 1, "hk-1");
            suite.health.says("ejected");
            // When
            HttpResponse<String> response = suite.send(suite.turn("s1", "t1"));
            // Then
            assertThat(response.body()).isEqualTo("{\"answer\":\"two\"}");
            assertThat(alive.received().getFirst().header("X-Turn-ID"))
                    .isEqualTo(dying.received().getFirst().header("X-Turn-ID"));
            assertThat(alive.received().getFirst().body())
                    .isEqualTo(dying.received().getFirst().body());
            assertThat(suite.count("pagurus.gateway.takeovers", "result", "granted")).isEqualTo(1);
        }
    }

    @Test
    void thatIsHealthyAfterAllIsTriedAgain() {
        try (EdgeSuite suite = EdgeSuite.with()) {
            // Given
            StandInNode node = suite.node("hk-1").next(reset()).always(answer("again"));
            suite.node("hk-2");
            suite.sessions.own("s1", 1, "hk-1");
            suite.health.says("healthy");
            // When
            HttpResponse<String> response = suite.send(suite.turn("s1", "t1"));
            // Then
            assertThat(response.body()).contains("again");
            assertThat(node.received()).hasSize(2);
            assertThat(suite.sessions.owner("s1")).isEqualTo("hk-1");
        }
    }

    @Test
    void isNotLeftOnTheGatewaysOwnViewWhileNobodyConfirmsIt() {
        try (EdgeSuite suite = EdgeSuite.with("turn.deadline", "400ms")) {
            // Given
            suite.node("hk-1").always(reset());
            StandInNode other = suite.node("hk-2");
            suite.sessions.own("s1", 1, "hk-1");
            suite.health.says("unconfirmed");
            // When
            HttpResponse<String> response = suite.send(suite.turn("s1", "t1"));
            // Then
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.headers().firstValue("Retry-After")).isPresent();
            assertThat(new JsonObject(response.body()).getBoolean("retryable")).isTrue();
            assertThat(response.headers().firstValue("X-Turn-ID")).contains("anonymous~t1");
            assertThat(other.received()).isEmpty();
            assertThat(suite.health.suspicions()).hasSizeGreaterThan(1);
        }
    }

    @Test
    void isAskedAboutUntilHealthServiceIsBack() {
        try (EdgeSuite suite = EdgeSuite.with()) {
            // Given
            suite.node("hk-1").always(reset());
            suite.node("hk-2").always(answer("two"));
            suite.sessions.own("s1", 1, "hk-1");
            suite.health.says("away");
            CompletableFuture<HttpResponse<String>> response =
                    suite.sendAsync(suite.turn("s1", "t1"));
            Await.until(() -> suite.health.suspicions().size() >= 2);
            // When
            suite.health.says("ejected");
            // Then
            assertThat(EdgeSuite.get(response).body()).contains("two");
        }
    }

    @Test
    void thatSomebodyElseTookOverFromIsFollowedToTheWinner() {
        try (EdgeSuite suite = EdgeSuite.with()) {
            // Given
            suite.node("hk-1").always(reset());
            StandInNode second = suite.node("hk-2");
            StandInNode winner = suite.node("hk-3").always(answer("three"));
            suite.sessions.own("s1", 1, "hk-1");
            suite.health.says(_ -> {
                suite.sessions.own("s1", 2, "hk-3");
                return "ejected";
            });
            // When
            HttpResponse<String> response = suite.send(suite.turn("s1", "t1"));
            // Then
            assertThat(response.body()).contains("three");
            assertThat(winner.received().getFirst().header("X-Session-Epoch")).isEqualTo("2");
            assertThat(second.received()).isEmpty();
        }
    }

    @Test
    void afterNodeUnderTheSameTurnEndsItBeforeItGoesThroughTheWholeFleet() {
        try (EdgeSuite suite = EdgeSuite.with("turn.max-takeovers", "2")) {
            // Given
            for (int i = 1; i <= 5; i++) {
                suite.node("hk-" + i).always(reset());
            }
            suite.health.says("ejected");
            // When
            HttpResponse<String> response = suite.send(suite.turn("s1", "t1"));
            // Then
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(suite.sessions.epoch("s1")).isEqualTo(3);
        }
    }
}
