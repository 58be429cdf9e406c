package io.pagurus.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.events.NodeHealth;
import io.pagurus.events.TopologyState.NodeState;
import io.pagurus.events.TopologyState.RegionState;
import io.pagurus.events.WantedState;
import io.pagurus.gateway.fleet.FleetNode;
import io.pagurus.gateway.fleet.FleetSnapshot;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LeastConnectionsTest {

    private static final Random RANDOM = new Random(42);

    @Test
    void takesTheNodeWithTheFewestInFlight() {
        // Given
        FleetSnapshot fleet = fleet(node("a", "hk", 100), node("b", "jp", 100));
        // When
        Optional<FleetNode> chosen = choose(fleet, Map.of("a", 3, "b", 2));
        // Then
        assertThat(chosen).map(FleetNode::id).contains("b");
    }

    @Test
    void countsInFlightByWeight() {
        // Given
        FleetSnapshot fleet = fleet(node("a", "hk", 300), node("b", "jp", 100));
        // When
        Optional<FleetNode> chosen = choose(fleet, Map.of("a", 5, "b", 2));
        // Then 5/300 < 2/100
        assertThat(chosen).map(FleetNode::id).contains("a");
    }

    @Test
    void leavesOutWhatTakesNoNewSessions() {
        // Given
        NodeState ejected = state("a", "hk", 100, NodeHealth.EJECTED, WantedState.ACTIVE);
        NodeState joining = state("b", "hk", 100, NodeHealth.JOINING, WantedState.ACTIVE);
        NodeState draining = state("c", "hk", 100, NodeHealth.HEALTHY, WantedState.DRAINING);
        FleetSnapshot fleet = fleet(ejected, joining, draining, node("d", "hk", 0));
        // When
        Optional<FleetNode> chosen = choose(fleet, Map.of());
        // Then
        assertThat(chosen).isEmpty();
    }

    @Test
    void leavesOutARegionWithoutAShare() {
        // Given
        FleetSnapshot fleet =
                fleet(node("a", "hk", 100), node("b", "jp", 100)).with(new RegionState("hk", 1, 0));
        // When
        Optional<FleetNode> chosen = choose(fleet, Map.of("b", 9));
        // Then
        assertThat(chosen).map(FleetNode::id).contains("b");
    }

    @Test
    void drawsAmongEqualsByTheSharesOfTheirRegionsNotByTheNumberOfTheirNodes() {
        // Given
        FleetSnapshot fleet =
                fleet(node("a", "hk", 100), node("b", "jp", 100), node("c", "jp", 100))
                        .with(new RegionState("hk", 1, 75))
                        .with(new RegionState("jp", 1, 25));
        // When
        Map<String, Integer> drawn = new TreeMap<>();
        for (int i = 0; i < 10_000; i++) {
            drawn.merge(choose(fleet, Map.of()).orElseThrow().id(), 1, Integer::sum);
        }
        // Then
        assertThat(drawn.get("a")).isBetween(7300, 7700);
        assertThat(drawn.get("b")).isBetween(1100, 1400);
        assertThat(drawn.get("c")).isBetween(1100, 1400);
    }

    private static Optional<FleetNode> choose(FleetSnapshot fleet, Map<String, Integer> inFlight) {
        return LeastConnections.choose(
                fleet, _ -> true, id -> inFlight.getOrDefault(id, 0), RANDOM);
    }

    static FleetSnapshot fleet(NodeState... nodes) {
        FleetSnapshot fleet = FleetSnapshot.EMPTY;
        for (NodeState node : nodes) {
            fleet = fleet.with(node);
        }
        return fleet;
    }

    static NodeState node(String id, String region, int weight) {
        return state(id, region, weight, NodeHealth.HEALTHY, WantedState.ACTIVE);
    }

    static NodeState state(
            String id, String region, int weight, NodeHealth health, WantedState wanted) {
        return new NodeState(
                id, 1, region, "http://127.0.0.1:1", weight, "/health", wanted, health, 1);
    }
}
