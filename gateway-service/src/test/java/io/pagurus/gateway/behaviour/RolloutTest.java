package io.pagurus.gateway.behaviour;

import static io.pagurus.gateway.behaviour.StandInNode.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Part of the traffic goes to a new version. */
class RolloutTest {

    private static final int SESSIONS = 400;

    private static String rules(int stable, int canary, String more) {
        return """
        nodes:
          old: {labels: [stable]}
          new: {labels: [canary]}
        routes:
          - name: chat
            turns: true
            rollout:
              tracks: [{label: stable, weight: %d}, {label: canary, weight: %d}]
              %s
        """
                .formatted(stable, canary, more);
    }

    private static EdgeSuite edge(String rules) {
        EdgeSuite edge = EdgeSuite.with().rules(rules);
        edge.node("old").always(answer("stable"));
        edge.node("new").always(answer("canary"));
        return edge;
    }

    private static HttpRequest.Builder get(EdgeSuite edge, String session) {
        return edge.request("/x").header("X-Session-ID", session);
    }

    private static long canaries(EdgeSuite edge) {
        return IntStream.range(0, SESSIONS)
                .filter(i -> edge.send(get(edge, "s-" + i).build()).body().contains("canary"))
                .count();
    }

    @Test
    void sessionsAreDividedByWeightAndKeepTheirTrack() {
        try (EdgeSuite edge = edge(rules(80, 20, ""))) {
            // When
            long first = canaries(edge);
            long second = canaries(edge);
            // Then
            assertThat((double) first / SESSIONS).isCloseTo(0.2, offset(0.07));
            assertThat(second).isEqualTo(first);
        }
    }

    @Test
    void turnsOfAnOwnedSessionFollowItsOwnerWhateverTheWeights() {
        try (EdgeSuite edge = edge(rules(100, 0, ""))) {
            // Given
            HttpResponse<String> opened = edge.send(edge.turn("s1", "t1"));
            // When
            edge.rules(rules(0, 100, ""));
            HttpResponse<String> again = edge.send(edge.turn("s1", "t2"));
            HttpResponse<String> other = edge.send(edge.turn("s2", "t1"));
            // Then
            assertThat(opened.body()).contains("stable");
            assertThat(again.body()).contains("stable");
            assertThat(other.body()).contains("canary");
        }
    }

    @Test
    void aClientMayNameItsTrackWhereTheRouteLetsIt() {
        try (EdgeSuite edge = edge(rules(100, 0, "header: x-pagurus-track"))) {
            // When
            HttpResponse<String> canary =
                    edge.send(get(edge, "s1").header("x-pagurus-track", "canary").build());
            HttpResponse<String> unknown =
                    edge.send(get(edge, "s1").header("x-pagurus-track", "blue").build());
            // Then
            assertThat(canary.body()).contains("canary");
            assertThat(unknown.statusCode()).isEqualTo(400);
            assertThat(unknown.body()).contains("x-pagurus-track");
        }
    }

    @Test
    void whereTheRouteDoesNotTheHeaderMeansNothing() {
        try (EdgeSuite edge = edge(rules(100, 0, ""))) {
            // When
            HttpResponse<String> response =
                    edge.send(get(edge, "s1").header("x-pagurus-track", "canary").build());
            // Then
            assertThat(response.body()).contains("stable");
        }
    }

    @Test
    void anEmptyTrackIsLeftForTheOther() {
        try (EdgeSuite edge = EdgeSuite.with().rules(rules(0, 100, ""))) {
            // Given
            edge.node("old").always(answer("stable"));
            // When
            HttpResponse<String> response = edge.send(get(edge, "s1").build());
            // Then
            assertThat(response.body()).contains("stable");
        }
    }

    @Test
    void anEmptyTrackMayBeWaitedFor() {
        try (EdgeSuite edge =
                EdgeSuite.with("turn.deadline", "300ms", "turn.hold-pause", "20ms")
                        .rules(rules(0, 100, "when-empty: wait"))) {
            // Given
            StandInNode old = edge.node("old").always(answer("stable"));
            // When
            HttpResponse<String> response = edge.send(edge.turn("s1", "t1"));
            // Then
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(old.received()).isEmpty();
        }
    }
}
