package io.pagurus.gateway.behaviour;

import static io.pagurus.gateway.behaviour.StandInNode.answer;
import static io.pagurus.gateway.behaviour.StandInNode.hang;
import static io.pagurus.gateway.behaviour.StandInNode.reset;
import static java.net.http.HttpRequest.BodyPublishers.noBody;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Nodes that fail this gateway, and what that costs them. */
class OutlierTest {

    @Test
    void aNodeThatFailsThreeTimesGetsNoNewWorkForAWhile() {
        try (EdgeSuite suite = EdgeSuite.with()) {
            // Given
            StandInNode bad = suite.node("a").always(reset());
            suite.node("b").always(answer("ok"));
            // When
            for (int i = 0; i < 60; i++) {
                assertThat(suite.send(suite.request("/x").build()).statusCode()).isEqualTo(200);
            }
            // Then
            assertThat(bad.received()).hasSize(3);
        }
    }

    @Test
    void aNodeWhoseAnswersAreFailuresGetsNoNewWorkEither() {
        try (EdgeSuite suite = EdgeSuite.with()) {
            // Given
            StandInNode bad = suite.node("a").always(status(502));
            suite.node("b").always(answer("ok"));
            // When
            for (int i = 0; i < 60; i++) {
                suite.send(suite.request("/x").build());
            }
            // Then
            assertThat(bad.received()).hasSize(3);
        }
    }

    @Test
    void aNodeThatFailsHandshakesGetsNoneEither() {
        try (EdgeSuite suite = EdgeSuite.with();
                SocketNode _ = suite.socketNode("b")) {
            // Given
            StandInNode bad = suite.node("a").always(reset());
            // When
            for (int i = 0; i < 30; i++) {
                SocketClient.open(suite, "/");
            }
            // Then
            assertThat(bad.received()).hasSize(3);
        }
    }

    @Test
    void whichAnswersAreFailuresIsARule() {
        String rules = "limits: {outliers: {statuses: [500]}}";
        try (EdgeSuite suite = EdgeSuite.with().rules(rules)) {
            // Given
            StandInNode bad = suite.node("a").always(status(500));
            StandInNode busy = suite.node("b").always(status(503));
            // When
            for (int i = 0; i < 60; i++) {
                suite.send(suite.request("/x").build());
            }
            // Then
            assertThat(bad.received()).hasSize(3);
            assertThat(busy.received()).hasSize(57);
        }
    }

    @Test
    void aClientThatGoesAwayIsNoFailureOfTheNode() {
        try (EdgeSuite suite = EdgeSuite.with()) {
            // Given
            StandInNode slow = suite.node("a");
            suite.node("b");
            // When
            for (int i = 0; i < 5; i++) {
                slow.next(hang());
            }
            for (int i = 0; i < 5; i++) {
                int before = slow.received().size();
                CompletableFuture<?> gone = suite.sendAsync(suite.request("/x").build());
                Await.until(() -> slow.received().size() > before || gone.isDone());
                gone.cancel(true);
            }
            // Then
            assertThat(suite.meters.find("pagurus.gateway.outliers.sent-off").counters()).isEmpty();
        }
    }

    @Test
    void aNodeThatIsRegisteredNoMoreTakesNoPlaceAmongThem() {
        try (EdgeSuite suite = EdgeSuite.with()) {
            // Given
            StandInNode left = suite.node("a").always(hang());
            List<CompletableFuture<HttpResponse<String>>> running = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                running.add(suite.sendAsync(suite.request("/x").POST(noBody()).build()));
            }
            Await.until(() -> left.received().size() == 3);
            StandInNode bad = suite.node("b").always(reset());
            suite.node("c").always(answer("ok"));
            // When
            suite.forget("a");
            left.close();
            // Then
            running.forEach(each -> assertThat(EdgeSuite.get(each).statusCode()).isEqualTo(503));
            for (int i = 0; i < 60; i++) {
                assertThat(suite.send(suite.request("/x").build()).statusCode()).isEqualTo(200);
            }
            assertThat(bad.received()).hasSize(3);
            assertThat(suite.count("pagurus.gateway.outliers.sent-off")).isEqualTo(1);
        }
    }

    @Test
    void repeatedWorkStaysWithinItsBudget() {
        String rules = "limits: {retries: {percent: 0, least: 0}, outliers: {max-fails: 0}}";
        try (EdgeSuite suite = EdgeSuite.with().rules(rules)) {
            // Given
            suite.node("a").always(reset());
            suite.node("b").always(reset());
            // When
            HttpResponse<String> response = suite.send(suite.request("/x").build());
            // Then
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(suite.count("pagurus.gateway.rejections", "limit", "retries")).isEqualTo(1);
            assertThat(suite.count("pagurus.gateway.retries")).isZero();
        }
    }

    private static StandInNode.Deed status(int status) {
        return r -> r.response().setStatusCode(status).end();
    }
}
