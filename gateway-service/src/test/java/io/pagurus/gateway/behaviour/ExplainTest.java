package io.pagurus.gateway.behaviour;

import static io.pagurus.gateway.behaviour.StandInNode.answer;
import static io.pagurus.gateway.behaviour.StandInNode.reset;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.gateway.explain.ExplainedPlacement;
import io.pagurus.gateway.explain.ExplainedPlacement.ExplainedNode;
import io.pagurus.gateway.explain.ExplainedStep;
import io.pagurus.gateway.explain.Explanation;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ExplainTest {

    private static final String TRUSTED = "trail.trusted-clients";
    private static final String LOOPBACK = "127.0.0.1/32";

    @Test
    void eachNodeThatWasLeftOutHasItsReason() {
        String rules =
                """
                nodes:
                  hk-1: {labels: [gpu]}
                  hk-2: {labels: [gpu]}
                  hk-4: {labels: [gpu], weight: 0}
                  hk-5: {labels: [gpu], backup: true}
                  hk-6: {labels: [gpu]}
                routes:
                  - name: models
                    rollout: {tracks: [{label: gpu, weight: 1}]}
                """;
        try (EdgeSuite suite = EdgeSuite.with().rules(rules)) {
            // Given
            for (int i = 1; i <= 5; i++) {
                suite.node("hk-" + i);
            }
            suite.eject(suite.node("hk-6"));
            // When
            Explanation explained = suite.explained(get(suite));
            // Then
            ExplainedPlacement placement = placement(explained);
            String chosen = step(explained, "placed").node();
            Map<String, String> leftOut = leftOut(placement);
            assertThat(chosen).isIn("hk-1", "hk-2");
            assertThat(leftOut)
                    .containsEntry(Objects.requireNonNull(chosen), "")
                    .containsEntry("hk-1".equals(chosen) ? "hk-2" : "hk-1", "weighed")
                    .containsEntry("hk-3", "lacks-label")
                    .containsEntry("hk-4", "no-weight")
                    .containsEntry("hk-5", "stands-by")
                    .containsEntry("hk-6", "not-in-rotation");
            assertThat(placement.strategy()).isEqualTo("least-connections");
            assertThat(placement.labels()).containsExactly("gpu");
            assertThat(explained.route()).isEqualTo("models");
            assertThat(explained.requestClass()).isEqualTo("normal");
        }
    }

    @Test
    void aNodeThatFailedIsToldOfAndThenAvoided() {
        try (EdgeSuite suite = EdgeSuite.with()) {
            // Given
            suite.node("hk-1").next(reset()).always(answer("fine"));
            suite.node("hk-2").next(reset()).always(answer("fine"));
            // When
            Explanation explained = suite.explained(get(suite));
            // Then
            assertThat(explained.attempts()).isEqualTo(3);
            assertThat(explained.steps().stream().filter(s -> s.kind().equals("tried")))
                    .extracting(ExplainedStep::result)
                    .containsExactly("head-failed", "head-failed", "completed");
            String first = step(explained, "tried").node();
            ExplainedPlacement second =
                    explained.steps().stream()
                            .map(ExplainedStep::placement)
                            .filter(Objects::nonNull)
                            .toList()
                            .get(1);
            assertThat(leftOut(second)).containsEntry(Objects.requireNonNull(first), "avoided");
        }
    }

    @Test
    void aTurnTellsOfItsGrantAndOfItsOwner() {
        try (EdgeSuite suite = EdgeSuite.with()) {
            // Given
            suite.node("hk-1");
            // When
            HttpResponse<String> answer = suite.send(suite.turn("s1", "t1"));
            Explanation explained = suite.explained(answer);
            // Then
            assertThat(explained.steps())
                    .extracting(ExplainedStep::kind)
                    .containsExactly("placed", "asked", "owned", "tried");
            assertThat(step(explained, "asked").result()).isEqualTo("session-service grant: owned");
            assertThat(step(explained, "owned").epoch()).isEqualTo(1);
            assertThat(placement(explained).key()).isEqualTo("session");
            assertThat(explained.session()).isEqualTo("s1");
            assertThat(explained.turn()).isEqualTo("anonymous~t1");
        }
    }

    @Test
    void aRefusalSaysWhichProblemItWas() {
        try (EdgeSuite suite =
                EdgeSuite.with().rules("routes: [{name: a, match: {paths: [/a]}}]")) {
            // Given
            suite.node("hk-1");
            // When
            Explanation explained = suite.explained(get(suite));
            // Then
            assertThat(explained.status()).isEqualTo(404);
            assertThat(explained.outcome()).isEqualTo("refused");
            assertThat(explained.problemType()).isEqualTo("urn:pagurus:problem:no-route");
            assertThat(explained.steps()).isEmpty();
        }
    }

    @Test
    void aTrustedClientsNameOfARequestIsTakenOverAndReachesTheNode() {
        try (EdgeSuite suite = EdgeSuite.with(TRUSTED, LOOPBACK, "explain.share", "0.0001")) {
            // Given
            StandInNode node = suite.node("hk-1");
            // When
            HttpResponse<String> answer = suite.send(named(suite, "of-mine"));
            // Then
            assertThat(answer.headers().allValues("X-Request-ID")).containsExactly("of-mine");
            assertThat(node.received().getFirst().header("X-Request-ID")).isEqualTo("of-mine");
            assertThat(suite.explained(answer).requestId()).isEqualTo("of-mine");
        }
    }

    @Test
    void ofManyASecondThoseAreKeptThatATrustedClientHasNamed() {
        try (EdgeSuite suite = EdgeSuite.with(TRUSTED, LOOPBACK, "explain.per-second", "0")) {
            // Given
            suite.node("hk-1");
            // When
            HttpResponse<String> other = get(suite);
            HttpResponse<String> named = suite.send(named(suite, "of-mine"));
            // Then
            assertThat(suite.explained(named).requestId()).isEqualTo("of-mine");
            assertThat(suite.isExplained(other)).isFalse();
        }
    }

    @Test
    void anybodyElsesIsReplacedAndSoIsWhatIsNone() {
        try (EdgeSuite strict = EdgeSuite.with();
                EdgeSuite trusting = EdgeSuite.with(TRUSTED, LOOPBACK)) {
            // Given
            StandInNode node = strict.node("hk-1");
            trusting.node("hk-1");
            // When
            HttpResponse<String> foreign = strict.send(named(strict, "of-mine"));
            HttpResponse<String> wrong = trusting.send(named(trusting, "not an id"));
            // Then
            String id = foreign.headers().firstValue("X-Request-ID").orElseThrow();
            assertThat(id).matches("[0-9a-f]{32}");
            assertThat(node.received().getFirst().header("X-Request-ID")).isEqualTo(id);
            assertThat(wrong.headers().firstValue("X-Request-ID").orElseThrow())
                    .matches("[0-9a-f]{32}");
        }
    }

    @Test
    void whereNothingIsWantedNothingIsNamed() {
        try (EdgeSuite suite = EdgeSuite.with("explain.share", "0")) {
            // Given
            StandInNode node = suite.node("hk-1");
            // When
            HttpResponse<String> answer = get(suite);
            // Then
            assertThat(answer.headers().firstValue("X-Request-ID")).isEmpty();
            assertThat(node.received().getFirst().header("X-Request-ID")).isEmpty();
        }
    }

    @Test
    void olderRequestsMakeRoomForNewOnes() {
        try (EdgeSuite suite = EdgeSuite.with("explain.keep", "2")) {
            // Given
            suite.node("hk-1");
            HttpResponse<String> first = get(suite);
            suite.explained(first);
            suite.explained(get(suite));
            // When
            HttpResponse<String> third = get(suite);
            // Then
            assertThat(suite.explained(third).status()).isEqualTo(200);
            assertThat(suite.isExplained(first)).isFalse();
        }
    }

    @Test
    void aPictureOfTheFleetThatIsForgottenLeavesTheWayItself() {
        try (EdgeSuite suite =
                EdgeSuite.with("explain.max-pictures", "1", "edge.event-loops", "1")) {
            // Given
            suite.node("hk-1");
            HttpResponse<String> before = get(suite);
            assertThat(placement(suite.explained(before)).nodes()).hasSize(1);
            suite.node("hk-2");
            // When
            suite.explained(get(suite));
            // Then
            assertThat(placement(suite.explained(before)).nodes()).isEmpty();
            assertThat(step(suite.explained(before), "placed").node()).isEqualTo("hk-1");
        }
    }

    @Test
    void anOpenWebSocketIsKnownOnceItIsOpen() {
        try (EdgeSuite suite = EdgeSuite.with(TRUSTED, LOOPBACK);
                SocketNode _ = suite.socketNode("hk-1")) {
            // Given
            SocketClient client = SocketClient.open(suite, "/socket", "X-Request-ID", "ws-1");
            // When
            Explanation explained = suite.explained("ws-1");
            // Then
            assertThat(explained.status()).isEqualTo(101);
            assertThat(step(explained, "tried").node()).isEqualTo("hk-1");
            assertThat(client.ended()).isFalse();
        }
    }

    private static HttpResponse<String> get(EdgeSuite suite) {
        return suite.send(suite.request("/v1/models").GET().build());
    }

    private static HttpRequest named(EdgeSuite suite, String id) {
        return suite.request("/v1/models").header("X-Request-ID", id).GET().build();
    }

    private static ExplainedStep step(Explanation explained, String kind) {
        return explained.steps().stream()
                .filter(step -> step.kind().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private static ExplainedPlacement placement(Explanation explained) {
        return Objects.requireNonNull(step(explained, "placed").placement());
    }

    private static Map<String, String> leftOut(ExplainedPlacement placement) {
        return placement.nodes().stream()
                .collect(
                        Collectors.toMap(
                                ExplainedNode::node,
                                node -> node.leftOut() == null ? "" : node.leftOut()));
    }
}
