package io.pagurus.gateway.routing;

import static io.pagurus.gateway.routing.Placements.node;
import static io.pagurus.gateway.routing.Placements.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.pagurus.events.NodeHealth;
import io.pagurus.events.TopologyState.NodeState;
import io.pagurus.events.WantedState;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeastConnectionsTest {

    private static Placements fleet(NodeState... nodes) {
        return Placements.by(new Strategy.LeastConnections(), nodes);
    }

    @Test
    void takesTheNodeWithTheFewestInFlight() {
        // Given
        Placements fleet = fleet(node("a", "hk", 100), node("b", "hk", 100));
        // When
        String chosen = fleet.running("a", 3).running("b", 2).place();
        // Then
        assertThat(chosen).isEqualTo("b");
    }

    @Test
    void countsInFlightByWeight() {
        // Given
        Placements fleet = fleet(node("a", "hk", 300), node("b", "hk", 100));
        // When
        String chosen = fleet.running("a", 5).running("b", 2).place();
        // Then 5/300 < 2/100
        assertThat(chosen).isEqualTo("a");
    }

    @Test
    void leavesOutWhatTakesNoNewSessions() {
        // Given
        Placements fleet =
                fleet(
                        state("a", "hk", 100, NodeHealth.EJECTED, WantedState.ACTIVE),
                        state("b", "hk", 100, NodeHealth.JOINING, WantedState.ACTIVE),
                        state("c", "hk", 100, NodeHealth.HEALTHY, WantedState.DRAINING),
                        node("d", "hk", 0));
        // When
        String chosen = fleet.place();
        // Then
        assertThat(chosen).isEqualTo("none");
    }

    @Test
    void leavesOutARegionWithoutAShare() {
        // Given
        Placements fleet = fleet(node("a", "hk", 100), node("b", "jp", 100)).region("hk", 0);
        // When
        String chosen = fleet.running("b", 9).place();
        // Then
        assertThat(chosen).isEqualTo("b");
    }

    @Test
    void goesByTheSharesOfRegionsNotByTheNumberOfTheirNodes() {
        // Given
        Placements fleet =
                fleet(node("a", "hk", 100), node("b", "jp", 100), node("c", "jp", 100))
                        .region("hk", 75)
                        .region("jp", 25);
        // When
        Map<String, Integer> placed = fleet.count(10_000);
        // Then
        assertThat(placed.get("a")).isBetween(7300, 7700);
        assertThat(placed.get("b")).isBetween(1100, 1400);
        assertThat(placed.get("c")).isBetween(1100, 1400);
    }

    @Test
    void amongNodesEquallyBusyTakesTheOneWithTheFewestPlacementsOfLate() {
        // Given
        Placements fleet = fleet(node("a", "hk", 300), node("b", "hk", 100));
        // When
        Map<String, Integer> placed = fleet.count(400);
        // Then not one off, where a draw would miss by a dozen
        assertThat(placed.get("a")).isBetween(299, 301);
    }

    @Test
    void forgetsPlacementsWithTheWindow() {
        // Given
        Placements fleet = fleet(node("a", "hk", 100));
        fleet.place();
        // When
        fleet.at(Duration.ofSeconds(30));
        // Then
        assertThat(fleet.load("a").placements(fleet.now)).isCloseTo(Math.exp(-1), offset(1e-9));
    }

    @Test
    void ofManyTakesTheBetterOfTwo() {
        // Given
        Placements fleet = fleet();
        for (int i = 0; i < 100; i++) {
            fleet.with(node("n" + i, "hk", 100)).running("n" + i, i < 50 ? 9 : 1);
        }
        // When
        Map<String, Integer> placed = fleet.count(10_000);
        // Then a busy one is taken only where both drawn are busy: in a quarter of all
        int busy =
                placed.entrySet().stream()
                        .filter(e -> Integer.parseInt(e.getKey().substring(1)) < 50)
                        .mapToInt(Map.Entry::getValue)
                        .sum();
        assertThat(busy).isBetween(2_200, 2_700);
    }
}
