package io.pagurus.gateway.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.events.CloudEvent;
import io.pagurus.events.ClusterEvent;
import io.pagurus.events.Event;
import io.pagurus.events.Evidence;
import io.pagurus.events.NodeHealth;
import io.pagurus.events.TopologyState.NodeState;
import io.pagurus.events.WantedState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class FleetTest {

    private final Fleet fleet = new Fleet();
    private final List<String> left = new ArrayList<>();

    FleetTest() {
        fleet.onNodeLeft(node -> left.add(node.id() + "/" + node.incarnation()));
    }

    @Test
    void showsNothingUntilTheRegistryHasBeenReadToItsEnd() {
        // Given
        tell(state(1, NodeHealth.HEALTHY, 1));
        tell(state(2, NodeHealth.EJECTED, 1));
        tell(state(3, NodeHealth.HEALTHY, 2));
        assertThat(fleet.snapshot().nodes()).isEmpty();
        // When
        fleet.markLoaded();
        // Then
        assertThat(fleet.snapshot().node("a")).map(FleetNode::incarnation).contains(2L);
        assertThat(left).isEmpty();
    }

    @Test
    void anEjectionTakesEffectBeforeTheProjectionSaysSo() {
        // Given
        fleet.markLoaded();
        tell(state(1, NodeHealth.HEALTHY, 1));
        // When
        tell(ejected(2));
        // Then
        assertThat(fleet.snapshot().node("a")).map(FleetNode::inRotation).contains(false);
        assertThat(left).containsExactly("a/1");
    }

    @Test
    void anEjectionOfThePastChangesNothing() {
        // Given
        fleet.markLoaded();
        tell(state(5, NodeHealth.HEALTHY, 2));
        // When
        tell(ejected(2));
        // Then
        assertThat(fleet.snapshot().node("a")).map(FleetNode::inRotation).contains(true);
        assertThat(left).isEmpty();
    }

    @Test
    void anOlderEntryOfTheProjectionChangesNothing() {
        // Given
        fleet.markLoaded();
        tell(state(1, NodeHealth.HEALTHY, 1));
        tell(ejected(2));
        // When
        tell(state(1, NodeHealth.HEALTHY, 1));
        // Then
        assertThat(fleet.snapshot().node("a")).map(FleetNode::inRotation).contains(false);
    }

    @Test
    void aReadmittedNodeIsBackAsANewIncarnation() {
        // Given
        fleet.markLoaded();
        tell(state(1, NodeHealth.HEALTHY, 1));
        tell(ejected(2));
        // When
        tell(state(3, NodeHealth.HEALTHY, 2));
        // Then
        assertThat(fleet.snapshot().node("a")).map(FleetNode::inRotation).contains(true);
        assertThat(left).containsExactly("a/1");
    }

    @Test
    void aDeletedNodeHasLeft() {
        // Given
        fleet.markLoaded();
        tell(state(1, NodeHealth.HEALTHY, 1));
        // When
        fleet.onTombstone(record("node:a"));
        // Then
        assertThat(fleet.snapshot().nodes()).isEmpty();
        assertThat(left).containsExactly("a/1");
    }

    private void tell(Event event) {
        fleet.on(new CloudEvent<>("1", "/test", Instant.EPOCH, event), record(event.key()));
    }

    private static ConsumerRecord<String, byte[]> record(String key) {
        return new ConsumerRecord<>("claw.topology", 0, 0, key, new byte[0]);
    }

    private static NodeState state(long version, NodeHealth health, long incarnation) {
        return new NodeState(
                "a",
                version,
                "hk",
                "http://127.0.0.1:1",
                100,
                "/health",
                WantedState.ACTIVE,
                health,
                incarnation);
    }

    private static ClusterEvent ejected(long version) {
        Evidence evidence = new Evidence("probes", 3, List.of("h"), Instant.EPOCH, "refused");
        return new ClusterEvent.NodeEjected("a", "hk", 1, version, evidence);
    }
}
