package io.pagurus.health.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.events.Evidence;
import io.pagurus.events.NodeHealth;
import io.pagurus.events.TopologyChange;
import io.pagurus.events.TopologyState;
import io.pagurus.events.WantedState;
import io.pagurus.health.registry.Verdict.Accepted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random logs. A failure prints the seed; {@code -Dpagurus.seed=N} runs it again. */
class TopologyFoldRandomTest {

    private static final List<NodeHealth> HEALTHS = List.of(NodeHealth.values());
    private static final int RUNS = 300;
    private static final int ENTRIES = 60;

    @Test
    void versionsOfANodeOnlyRiseAndOnlyTheExpectedOneIsAccepted() {
        long first = Long.getLong("pagurus.seed", new Random().nextLong());
        for (int run = 0; run < RUNS; run++) {
            long seed = first + run;
            // Given
            List<TopologyChange> log = randomLog(new Random(seed));

            // When
            Map<String, Long> highest = check(log, seed);

            // Then
            assertThat(fold(log))
                    .as("the same log folds to the same, seed %s", seed)
                    .isEqualTo(fold(log));
            fold(log)
                    .nodes()
                    .values()
                    .forEach(node ->
                            assertThat(node.version())
                                    .as("seed %s", seed)
                                    .isEqualTo(highest.get(node.nodeId())));
        }
    }

    private static Map<String, Long> check(List<TopologyChange> log, long seed) {
        Map<String, Long> highest = new HashMap<>();
        Topology topology = Topology.EMPTY;
        for (TopologyChange change : log) {
            TopologyFold.Folded folded = TopologyFold.fold(topology, change);
            if (folded.verdict() instanceof Accepted accepted) {
                TopologyState before = accepted.before();
                long was = before == null ? 0 : before.version();
                assertThat(change.expectedVersion()).as("seed %s", seed).isEqualTo(was);
                TopologyState after = accepted.after();
                String key = change.key();
                long version = after != null ? after.version() : was + 1;
                assertThat(version)
                        .as("seed %s", seed)
                        .isGreaterThan(highest.getOrDefault(key, 0L));
                highest.put(key, version);
            } else {
                assertThat(folded.topology()).as("seed %s", seed).isSameAs(topology);
            }
            topology = folded.topology();
        }
        return highest;
    }

    private static Topology fold(List<TopologyChange> log) {
        Topology topology = Topology.EMPTY;
        for (TopologyChange change : log) {
            topology = TopologyFold.fold(topology, change).topology();
        }
        return topology;
    }

    private static List<TopologyChange> randomLog(Random random) {
        List<TopologyChange> log = new ArrayList<>();
        Topology topology = Topology.EMPTY;
        for (int i = 0; i < ENTRIES; i++) {
            TopologyChange change = randomChange(random, topology);
            topology = TopologyFold.fold(topology, change).topology();
            log.add(change);
        }
        return log;
    }

    private static TopologyChange randomChange(Random random, Topology topology) {
        String id = "n" + random.nextInt(3);
        long current = topology.node(id).map(TopologyState::version).orElse(0L);
        long expected = random.nextInt(4) == 0 ? random.nextInt(8) : current;
        return switch (random.nextInt(4)) {
            case 0 ->
                    new TopologyChange.NodeRegistered(
                            id,
                            expected,
                            "hk",
                            "http://n:1",
                            random.nextInt(100),
                            "/health",
                            WantedState.ACTIVE);
            case 1 -> new TopologyChange.NodeRemoved(id, expected);
            case 2 ->
                    new TopologyChange.NodeHealthChanged(
                            id,
                            expected,
                            HEALTHS.get(random.nextInt(HEALTHS.size())),
                            random.nextInt(9),
                            new Evidence("probes", 1, List.of("h"), Instant.EPOCH, "x"));
            default ->
                    new TopologyChange.RegionRegistered(
                            "r" + random.nextInt(2), random.nextInt(4), random.nextInt(100));
        };
    }
}
