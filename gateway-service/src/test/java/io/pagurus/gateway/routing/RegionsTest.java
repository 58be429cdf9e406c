package io.pagurus.gateway.routing;

import static io.pagurus.gateway.routing.Placements.ejected;
import static io.pagurus.gateway.routing.Placements.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.gateway.routing.RegionRules.Mode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RegionsTest {

    static Stream<Strategy> strategies() {
        return Stream.of(
                new Strategy.RoundRobin(),
                new Strategy.LeastConnections(),
                Strategy.WeightedLatency.DEFAULT,
                new Strategy.PeakEwma(),
                new Strategy.PowerOfTwo());
    }

    private static Placements three(StrategyRules rules) {
        return new Placements(
                        rules,
                        node("h1", "hk", 100),
                        node("h2", "hk", 50),
                        node("j1", "jp", 100),
                        node("u1", "us", 100),
                        node("u2", "us", 100),
                        node("u3", "us", 100))
                .region("hk", 60)
                .region("jp", 25)
                .region("us", 15);
    }

    private static StrategyRules in(Mode mode, String... order) {
        RegionRules usual = RegionRules.DEFAULT;
        return StrategyRules.DEFAULT.with(
                new RegionRules(
                        mode, List.of(order), usual.overprovisioning(), usual.spillAbove()));
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void getTheirSharesWithinTwoPointsWhateverTheStrategy(Strategy strategy) {
        // Given
        Placements fleet = three(StrategyRules.of(strategy));
        // When
        Map<String, Integer> placed = fleet.countRegions(10_000);
        // Then
        assertThat(placed.get("hk")).isBetween(5_800, 6_200);
        assertThat(placed.get("jp")).isBetween(2_300, 2_700);
        assertThat(placed.get("us")).isBetween(1_300, 1_700);
    }

    @Test
    void getTheirSharesUnderRendezvousToo() {
        // Given
        Placements fleet = three(StrategyRules.of(new Strategy.Rendezvous()));
        int[] hk = new int[1];
        // When
        for (int i = 0; i < 10_000; i++) {
            hk[0] += fleet.place("session-" + i).orElseThrow().startsWith("h") ? 1 : 0;
        }
        // Then
        assertThat(hk[0]).isBetween(5_800, 6_200);
    }

    @Test
    void ofTheGatewayComeFirst() {
        assertThat(three(in(Mode.LOCAL_FIRST)).countRegions(1_000)).containsOnlyKeys("hk");
    }

    @Test
    void theGatewaysOwnKeepsAllUntilFiveOfSevenNodesAreLeft() {
        // Given 7 nodes, 2 of which are gone, and then one more
        Placements fleet = new Placements(in(Mode.LOCAL_FIRST), node("j", "jp", 100));
        for (int i = 0; i < 7; i++) {
            fleet.with(i < 2 ? ejected("h" + i, "hk") : node("h" + i, "hk", 100));
        }
        assertThat(fleet.countRegions(1_000)).containsOnlyKeys("hk");
        // When
        fleet.with(ejected("h2", "hk"));
        // Then 1.4 · 4/7 = 80 %
        assertThat(fleet.countRegions(10_000).get("hk")).isBetween(7_800, 8_200);
    }

    @Test
    void spillOverWhenTheirNodesAreFullAndOnlyWhatIsMore() {
        // Given
        Placements fleet = three(in(Mode.LOCAL_FIRST)).running("h1", 66).running("h2", 33);
        assertThat(fleet.countRegions(100)).containsOnlyKeys("hk");
        // When
        fleet.running("h1", 1).running("h2", 1);
        // Then by the shares of the others, 25 to 15
        Map<String, Integer> placed = fleet.countRegions(10_000);
        assertThat(placed).containsOnlyKeys("jp", "us");
        assertThat(placed.get("jp")).isBetween(6_050, 6_450);
    }

    @Test
    void keepTheirOwnWhenAllAreFull() {
        // Given
        Placements fleet = three(in(Mode.LOCAL_FIRST));
        // When
        for (String node : List.of("h1", "h2", "j1", "u1", "u2", "u3")) {
            fleet.running(node, 200);
        }
        // Then
        assertThat(fleet.countRegions(100)).containsOnlyKeys("hk");
    }

    @Test
    void inOrderLetTheNextStandByUntilTheFirstIsGone() {
        // Given
        Placements fleet = three(in(Mode.IN_ORDER, "us", "jp"));
        assertThat(fleet.countRegions(100)).containsOnlyKeys("us");
        // When
        fleet.with(ejected("u1", "us")).with(ejected("u2", "us")).with(ejected("u3", "us"));
        // Then
        assertThat(fleet.countRegions(100)).containsOnlyKeys("jp");
    }

    @Test
    void thatAreNotInTheOrderComeLast() {
        // Given
        Placements fleet = three(in(Mode.IN_ORDER, "us"));
        fleet.with(ejected("u1", "us")).with(ejected("u2", "us")).with(ejected("u3", "us"));
        // When
        Map<String, Integer> placed = fleet.countRegions(10_000);
        // Then by their shares, 60 to 25
        assertThat(placed).containsOnlyKeys("hk", "jp");
        assertThat(placed.get("hk")).isBetween(6_850, 7_250);
    }

    @Test
    void withoutANodeThatTheRequestMayUsePassItOn() {
        // Given
        Placements fleet = three(in(Mode.LOCAL_FIRST));
        // When
        fleet.avoided.add("h1", 1);
        fleet.avoided.add("h2", 1);
        // Then
        assertThat(fleet.countRegions(100)).containsOnlyKeys("jp", "us");
    }
}
