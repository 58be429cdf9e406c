package io.pagurus.migration.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pagurus.events.NodeHealth;
import io.pagurus.events.TopologyState.NodeState;
import io.pagurus.migration.Fleets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PlacementTest {

    private static final int SESSIONS = 20_000;
    private static final List<String> IDS = ids();

    private static List<String> ids() {
        Random seeded = new Random(42);
        return LongStream.generate(seeded::nextLong)
                .limit(SESSIONS)
                .mapToObj(Long::toHexString)
                .toList();
    }

    @Test
    void sessionsSpreadByWeight() {
        // Given
        List<NodeState> nodes =
                List.of(
                        Fleets.node("jp-1", 100, NodeHealth.HEALTHY, 1),
                        Fleets.node("us-1", 200, NodeHealth.HEALTHY, 1),
                        Fleets.node("us-2", 100, NodeHealth.HEALTHY, 1));

        // When
        Map<String, Long> spread = spread(nodes);

        // Then
        assertThat(share(spread, "jp-1")).isCloseTo(0.25, within(0.01));
        assertThat(share(spread, "us-1")).isCloseTo(0.5, within(0.01));
        assertThat(share(spread, "us-2")).isCloseTo(0.25, within(0.01));
    }

    @Test
    void aNodeThatLeavesMovesOnlyItsOwnSessions() {
        // Given
        List<NodeState> before =
                List.of(Fleets.healthy("hk-1"), Fleets.healthy("jp-1"), Fleets.healthy("us-1"));
        List<NodeState> after = before.subList(1, 3);

        // Then
        for (String id : IDS) {
            String was = chosen(id, before);
            assertThat(chosen(id, after))
                    .satisfiesAnyOf(
                            now -> assertThat(was).isEqualTo("hk-1"),
                            now -> assertThat(now).isEqualTo(was));
        }
    }

    @Test
    void withoutNodesThereIsNoPlace() {
        assertThat(Placement.choose("s1", List.of())).isEmpty();
    }

    private static Map<String, Long> spread(List<NodeState> nodes) {
        return IDS.stream()
                .map(id -> chosen(id, nodes))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private static double share(Map<String, Long> spread, String node) {
        return spread.getOrDefault(node, 0L) / (double) SESSIONS;
    }

    private static String chosen(String id, List<NodeState> nodes) {
        return Placement.choose(id, nodes).orElseThrow().nodeId();
    }
}
