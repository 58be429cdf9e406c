package io.pagurus.health.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.events.Evidence;
import io.pagurus.events.NodeHealth;
import io.pagurus.events.TopologyChange;
import io.pagurus.events.TopologyChange.NodeHealthChanged;
import io.pagurus.events.TopologyChange.NodeRegistered;
import io.pagurus.events.TopologyChange.NodeRemoved;
import io.pagurus.events.TopologyChange.RegionRegistered;
import io.pagurus.events.TopologyState.NodeState;
import io.pagurus.events.TopologyState.RegionState;
import io.pagurus.events.WantedState;
import io.pagurus.health.registry.Verdict.Accepted;
import io.pagurus.health.registry.Verdict.Decided;
import io.pagurus.health.registry.Verdict.Reason;
import io.pagurus.health.registry.Verdict.Refused;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TopologyFoldTest {

    private static final Evidence EVIDENCE =
            new Evidence("probes", 3, List.of("h1"), Instant.EPOCH, "connection refused");

    @Test
    void newNodeJoinsAtVersionOneInItsZerothLife() {
        // Given
        Topology empty = Topology.EMPTY;

        // When
        Decided verdict = TopologyFold.fold(empty, register("n", 0, 100)).verdict();

        // Then
        assertThat(verdict).isEqualTo(new Accepted(null, node("n", 1, 100, NodeHealth.JOINING, 0)));
    }

    @Test
    void changeWithAnotherThanTheCurrentVersionIsRefusedAndChangesNothing() {
        // Given
        Topology topology = folded(register("n", 0, 100), region("hk", 0, 60));
        NodeState node = node("n", 1, 100, NodeHealth.JOINING, 0);
        RegionState region = new RegionState("hk", 1, 60);

        for (long wrong : new long[] {-1, 0, 2, Long.MAX_VALUE}) {
            // When, Then
            assertRefused(topology, register("n", wrong, 1), Reason.STALE_VERSION, node);
            assertRefused(topology, new NodeRemoved("n", wrong), Reason.STALE_VERSION, node);
            assertRefused(
                    topology,
                    health("n", wrong, NodeHealth.HEALTHY, 1),
                    Reason.STALE_VERSION,
                    node);
            assertRefused(topology, region("hk", wrong, 1), Reason.STALE_VERSION, region);
        }
    }

    @Test
    void nodeThatDoesNotExistCanNeitherBeRemovedNorChangeItsHealth() {
        // Given
        Topology empty = Topology.EMPTY;

        // When, Then
        assertRefused(empty, new NodeRemoved("n", 0), Reason.UNKNOWN, null);
        assertRefused(empty, health("n", 0, NodeHealth.EJECTED, 1), Reason.UNKNOWN, null);
        assertRefused(empty, register("n", 1, 100), Reason.STALE_VERSION, null);
    }

    @Test
    void registrationOfAKnownNodeKeepsItsHealthAndIncarnation() {
        // Given
        Topology topology = folded(register("n", 0, 100), health("n", 1, NodeHealth.HEALTHY, 1));

        // When
        Topology next = TopologyFold.fold(topology, register("n", 2, 50)).topology();

        // Then
        assertThat(next.node("n")).contains(node("n", 3, 50, NodeHealth.HEALTHY, 1));
    }

    @Test
    void nodeRegisteredAgainUsesNoVersionOrIncarnationTwice() {
        // Given
        Topology topology =
                folded(
                        register("n", 0, 100),
                        health("n", 1, NodeHealth.HEALTHY, 1),
                        new NodeRemoved("n", 2));

        // When
        Topology next = TopologyFold.fold(topology, register("n", 0, 100)).topology();

        // Then
        assertThat(next.node("n")).contains(node("n", 4, 100, NodeHealth.JOINING, 1));
    }

    @Test
    void removedNodeIsGone() {
        // Given
        Topology topology = folded(register("n", 0, 100));

        // When
        TopologyFold.Folded folded = TopologyFold.fold(topology, new NodeRemoved("n", 1));

        // Then
        assertThat(folded.verdict())
                .isEqualTo(new Accepted(node("n", 1, 100, NodeHealth.JOINING, 0), null));
        assertThat(folded.topology().isEmpty()).isTrue();
    }

    private static void assertRefused(
            Topology topology, TopologyChange change, Reason reason, @Nullable Object current) {
        TopologyFold.Folded folded = TopologyFold.fold(topology, change);
        assertThat(folded.topology()).isSameAs(topology);
        assertThat(folded.verdict())
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> {
                            assertThat(refused.reason()).isEqualTo(reason);
                            assertThat(refused.current()).isEqualTo(current);
                        });
    }

    private static Topology folded(TopologyChange... changes) {
        Topology topology = Topology.EMPTY;
        for (TopologyChange change : changes) {
            TopologyFold.Folded folded = TopologyFold.fold(topology, change);
            assertThat(folded.verdict()).isInstanceOf(Accepted.class);
            topology = folded.topology();
        }
        return topology;
    }

    private static NodeRegistered register(String id, long expected, int weight) {
        return new NodeRegistered(
                id, expected, "hk", "http://n:1", weight, "/health", WantedState.ACTIVE);
    }

    private static RegionRegistered region(String id, long expected, int weight) {
        return new RegionRegistered(id, expected, weight);
    }

    private static NodeHealthChanged health(
            String id, long expected, NodeHealth health, long incarnation) {
        return new NodeHealthChanged(id, expected, health, incarnation, EVIDENCE);
    }

    private static NodeState node(
            String id, long version, int weight, NodeHealth health, long incarnation) {
        return new NodeState(
                id,
                version,
                "hk",
                "http://n:1",
                weight,
                "/health",
                WantedState.ACTIVE,
                health,
                incarnation);
    }
}
