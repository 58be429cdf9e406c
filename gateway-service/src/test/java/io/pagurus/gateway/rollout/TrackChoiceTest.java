package io.pagurus.gateway.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrackChoiceTest {

    private static final int SESSIONS = 20_000;
    private static final MultiMap NO_HEADERS = MultiMap.caseInsensitiveMultiMap();

    private final TrackChoice choice = new TrackChoice(() -> 1);

    private static RolloutRules rules(Track... tracks) {
        return new RolloutRules(List.of(tracks), "x-track", RolloutRules.WhenEmpty.OTHERS);
    }

    private List<String> chosen(RolloutRules rules) {
        return IntStream.range(0, SESSIONS)
                .mapToObj(i -> choice.order(rules, "session-" + i, NO_HEADERS).getFirst())
                .toList();
    }

    private static double share(List<String> chosen, String label) {
        return (double) chosen.stream().filter(label::equals).count() / SESSIONS;
    }

    @Test
    void tracksGetTheirShareOfSessions() {
        // When
        List<String> chosen =
                chosen(rules(new Track("stable", 95), new Track("canary", 5), new Track("c", 0)));
        // Then
        assertThat(share(chosen, "canary")).isCloseTo(0.05, offset(0.01));
        assertThat(share(chosen, "c")).isZero();
    }

    @Test
    void aRaisedShareMovesOnlyWhoIsNewInIt() {
        // Given
        List<String> before =
                chosen(rules(new Track("a", 65), new Track("b", 30), new Track("canary", 5)));
        // When
        List<String> after =
                chosen(rules(new Track("a", 65), new Track("b", 30), new Track("canary", 10)));
        // Then
        for (int i = 0; i < SESSIONS; i++) {
            assertThat(after.get(i)).isIn(before.get(i), "canary");
        }
        assertThat(share(after, "canary")).isCloseTo(10.0 / 105, offset(0.01));
    }

    @Test
    void whoNamesATrackIsTriedThereFirst() {
        // Given
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("X-Track", "green");
        RolloutRules rules = rules(new Track("blue", 100), new Track("green", 0));
        // When
        List<String> order = choice.order(rules, "s", headers);
        // Then
        assertThat(order).containsExactly("green", "blue");
    }

    @Test
    void aTrackThatWaitsHasNoOthers() {
        // Given
        RolloutRules rules =
                new RolloutRules(
                        List.of(new Track("blue", 100), new Track("green", 0)),
                        null,
                        RolloutRules.WhenEmpty.WAIT);
        // When
        List<String> order = choice.order(rules, "s", NO_HEADERS);
        // Then
        assertThat(order).containsExactly("blue");
    }
}
