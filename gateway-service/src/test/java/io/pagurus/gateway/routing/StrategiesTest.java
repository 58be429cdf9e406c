package io.pagurus.gateway.routing;

import static io.pagurus.gateway.routing.Placements.ejected;
import static io.pagurus.gateway.routing.Placements.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.events.NodeHealth;
import io.pagurus.events.TopologyState.NodeState;
import io.pagurus.events.WantedState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StrategiesTest {

    private static final NodeState A = node("a", "hk", 100);
    private static final NodeState B = node("b", "hk", 100);
    private static final NodeTraits BACKUP = new NodeTraits(Set.of(), true, null);

    private static NodeTraits labelled(String label) {
        return new NodeTraits(Set.of(label), false, null);
    }

    // ---- round-robin

    @Test
    void roundRobinTakesTurns() {
        // Given
        Placements fleet = Placements.by(new Strategy.RoundRobin(), A, B);
        // When
        List<String> placed = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            placed.add(fleet.place());
        }
        // Then
        assertThat(placed.get(0)).isNotEqualTo(placed.get(1));
        assertThat(placed.subList(2, 4)).isEqualTo(placed.subList(0, 2));
        assertThat(placed.subList(4, 6)).isEqualTo(placed.subList(0, 2));
    }

    @Test
    void roundRobinHoldsWeightsExactly() {
        // Given
        Placements fleet =
                Placements.by(
                        new Strategy.RoundRobin(),
                        node("a", "hk", 500),
                        node("b", "hk", 100),
                        node("c", "hk", 100));
        // When
        Map<String, Integer> placed = fleet.count(7_000);
        // Then
        assertThat(placed).isEqualTo(Map.of("a", 5_000, "b", 1_000, "c", 1_000));
    }

    @Test
    void roundRobinPassesOverWhatTheRequestAvoids() {
        // Given
        Placements fleet = Placements.by(new Strategy.RoundRobin(), A, B);
        // When
        fleet.avoided.add("a", 1);
        // Then
        assertThat(fleet.count(10)).containsOnlyKeys("b");
    }

    // ---- power of two

    @Test
    void powerOfTwoTakesTheLessBusy() {
        // Given
        Placements fleet = Placements.by(new Strategy.PowerOfTwo(), A, B);
        // When
        Map<String, Integer> placed = fleet.running("a", 1).count(1_000);
        // Then but where eight draws in a row meet the same node
        assertThat(placed.get("b")).isGreaterThan(990);
    }

    @Test
    void powerOfTwoOfIdleNodesHoldsWeights() {
        // Given
        Placements fleet =
                Placements.by(
                        new Strategy.PowerOfTwo(), node("a", "hk", 300), node("b", "hk", 100));
        // When
        Map<String, Integer> placed = fleet.count(10_000);
        // Then
        assertThat(placed.get("a")).isBetween(7_300, 7_700);
    }

    // ---- peak EWMA

    @Test
    void peakEwmaTakesTheLowerOfLatencyTimesWhatRunsThere() {
        // Given 100 ms · (1 + 1) against 50 ms · (2 + 1)
        Placements fleet = Placements.by(new Strategy.PeakEwma(), A, B);
        fleet.at(Duration.ofSeconds(100));
        fleet.answer("a", Duration.ofMillis(100), true).answer("b", Duration.ofMillis(50), true);
        // When
        fleet.running("a", 1).running("b", 2);
        // Then
        assertThat(fleet.count(100).get("b")).isGreaterThan(95);
        assertThat(fleet.running("b", 2).count(100).get("a")).isGreaterThan(95);
    }

    @Test
    void peakEwmaComesBackToASlowNodeWhenItHasBeenIdle() {
        // Given
        Placements fleet = Placements.by(new Strategy.PeakEwma(), A, B);
        fleet.at(Duration.ofSeconds(100)).answer("a", Duration.ofSeconds(1), true);
        // When a fades for 40 s = 4 τ, to 18 ms, while b answers in 30 ms
        fleet.at(Duration.ofSeconds(140)).answer("b", Duration.ofMillis(30), true);
        // Then
        assertThat(fleet.count(100).get("a")).isGreaterThan(95);
    }

    // ---- weighted latency

    @Test
    void weightedLatencyTakesTheFasterOfEquallyGoodNodesButForItsExploration() {
        // Given
        Placements fleet = Placements.by(Strategy.WeightedLatency.DEFAULT, A, B);
        fleet.at(Duration.ofSeconds(100));
        fleet.answer("a", Duration.ofMillis(80), true).answer("b", Duration.ofMillis(40), true);
        // When
        Map<String, Integer> placed = fleet.count(10_000);
        // Then 5 % are drawn, and half of them meet a
        assertThat(placed.get("a")).isBetween(180, 420);
    }

    @Test
    void weightedLatencyWeighsLatencyAgainstSuccess() {
        // Then a is faster, 249 ms against 2 s, and failed once, 0.95 against 1
        assertThat(fastAndFailed(1, 0).count(100).get("a")).isGreaterThan(95);
        assertThat(fastAndFailed(0.6, 0.4).count(100).get("a")).isGreaterThan(95);
        assertThat(fastAndFailed(0.04, 0.96).count(100).get("b")).isGreaterThan(95);
    }

    private static Placements fastAndFailed(double latencyShare, double successShare) {
        Placements fleet =
                Placements.by(new Strategy.WeightedLatency(latencyShare, successShare, 0), A, B);
        fleet.at(Duration.ofSeconds(100)).answer("a", Duration.ZERO, false);
        fleet.at(Duration.ofSeconds(160)).answer("b", Duration.ofSeconds(2), true);
        assertThat(fleet.load("a").latencyMicros(fleet.now)).isBetween(248e3, 250e3);
        return fleet;
    }

    @Test
    void weightedLatencyCountsWhatRunsThere() {
        // Given 40 ms · (3 + 1) against 80 ms · 1
        Placements fleet = Placements.by(new Strategy.WeightedLatency(0.6, 0.4, 0), A, B);
        fleet.at(Duration.ofSeconds(100));
        fleet.answer("a", Duration.ofMillis(80), true).answer("b", Duration.ofMillis(40), true);
        // When
        fleet.running("b", 3);
        // Then
        assertThat(fleet.count(100).get("a")).isGreaterThan(95);
    }

    // ---- who stands by

    @Test
    void aBackupIsUsedOnlyWhenNoOtherNodeIs() {
        // Given
        Placements fleet =
                Placements.by(new Strategy.LeastConnections(), A, node("b", "jp", 100))
                        .traits("b", BACKUP);
        assertThat(fleet.running("a", 500).count(10)).containsOnlyKeys("a");
        // When
        fleet.with(ejected("a", "hk"));
        // Then
        assertThat(fleet.count(10)).containsOnlyKeys("b");
    }

    @Test
    void aBackupTakesARequestThatMustAvoidAllOthers() {
        // Given
        Placements fleet = Placements.by(new Strategy.PeakEwma(), A, B).traits("b", BACKUP);
        // When
        fleet.avoided.add("a", 1);
        // Then
        assertThat(fleet.count(10)).containsOnlyKeys("b");
    }

    @Test
    void ofAnActiveStandbyRouteThoseWithoutTheLabelStandBy() {
        // Given
        StrategyRules usual = StrategyRules.DEFAULT;
        Placements fleet =
                new Placements(
                                new StrategyRules(
                                        usual.strategy(),
                                        usual.regions(),
                                        usual.slowStart(),
                                        "main",
                                        0),
                                A,
                                B)
                        .traits("a", labelled("main"));
        assertThat(fleet.count(10)).containsOnlyKeys("a");
        // When
        fleet.with(ejected("a", "hk"));
        // Then
        assertThat(fleet.count(10)).containsOnlyKeys("b");
    }

    // ---- what the rules say of nodes

    @Test
    void aWeightOfTheRulesStandsInPlaceOfTheRegistrys() {
        // Given
        Placements fleet =
                Placements.by(new Strategy.RoundRobin(), A, B)
                        .traits("a", new NodeTraits(Set.of(), false, 300));
        // When
        Map<String, Integer> placed = fleet.count(4_000);
        // Then
        assertThat(placed).isEqualTo(Map.of("a", 3_000, "b", 1_000));
    }

    @Test
    void aLabelNarrowsTheChoice() {
        // Given
        Placements fleet =
                Placements.by(new Strategy.LeastConnections(), A, B)
                        .traits("b", labelled("canary"));
        // When
        Placing canary =
                new Placing(
                        fleet.fleet,
                        fleet.avoided,
                        fleet.rules,
                        null,
                        List.of(Set.of("canary")),
                        fleet.now);
        // Then
        assertThat(fleet.router.place(canary)).map(n -> n.id()).contains("b");
        assertThat(fleet.running("b", 1).place()).isEqualTo("a");
    }

    // ---- slow start

    @Test
    void aReadmittedNodeGetsItsShareByAndBy() {
        // Given
        Placements fleet = Placements.by(new Strategy.RoundRobin(), A, B);
        fleet.at(Duration.ofSeconds(100)).place();
        fleet.with(readmitted("b")).place();
        // When 3 s, then 15 s, then 30 s of 30 s have passed: 10 %, 50 %, 100 % of its weight
        Integer tenth = fleet.at(Duration.ofSeconds(103)).count(11_000).get("b");
        Integer half = fleet.at(Duration.ofSeconds(115)).count(15_000).get("b");
        Integer whole = fleet.at(Duration.ofSeconds(130)).count(10_000).get("b");
        // Then
        assertThat(tenth).isBetween(850, 1_150);
        assertThat(half).isBetween(4_700, 5_300);
        assertThat(whole).isEqualTo(5_000);
    }

    @Test
    void slowStartIsTheFormulaOfEnvoy() {
        SlowStart even = new SlowStart(Duration.ofSeconds(30), 1, 0.1);
        SlowStart soon = new SlowStart(Duration.ofSeconds(30), 2, 0.1);
        assertThat(even.factor(0)).isEqualTo(0.1);
        assertThat(even.factor(15_000_000)).isEqualTo(0.5);
        assertThat(soon.factor(7_500_000)).isEqualTo(0.5);
        assertThat(even.factor(30_000_000)).isEqualTo(1);
    }

    // ---- panic

    @Test
    void belowTheShareOfThePanicARequestWithoutAnOwnerGoesToAnyNodeButNoSessionDoes() {
        // Given
        StrategyRules usual = StrategyRules.DEFAULT;
        Placements fleet =
                new Placements(
                        new StrategyRules(
                                usual.strategy(), usual.regions(), usual.slowStart(), null, 0.5),
                        A,
                        B,
                        ejected("c", "hk"));
        assertThat(fleet.count(30)).containsOnlyKeys("a", "b");
        // When
        fleet.with(ejected("b", "hk"));
        // Then
        assertThat(fleet.count(30)).containsOnlyKeys("a", "b", "c");
        Placing placing =
                new Placing(fleet.fleet, fleet.avoided, fleet.rules, null, Placing.ANY_NODE, 0);
        Instant now = Instant.EPOCH;
        for (int i = 0; i < 30; i++) {
            assertThat(fleet.router.decide(placing, null, now, now.plusSeconds(1)))
                    .isInstanceOfSatisfying(
                            Route.Grant.class,
                            grant -> assertThat(grant.candidate().id()).isEqualTo("a"));
        }
    }

    private static NodeState readmitted(String id) {
        return new NodeState(
                id,
                2,
                "hk",
                "http://127.0.0.1:1",
                100,
                "/health",
                WantedState.ACTIVE,
                NodeHealth.HEALTHY,
                2);
    }
}
