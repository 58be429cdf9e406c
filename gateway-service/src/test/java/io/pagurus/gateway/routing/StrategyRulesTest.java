package io.pagurus.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagurus.gateway.rules.InvalidRulesException;
import io.pagurus.gateway.rules.RuleText;
import io.pagurus.gateway.rules.Secrets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StrategyRulesTest {

    private static StrategyRules read(String yaml) throws InvalidRulesException {
        return RuleText.read(yaml, new Secrets(_ -> null), StrategyRules::read);
    }

    @Test
    void nothingIsTheDefault() throws InvalidRulesException {
        assertThat(read("")).isEqualTo(StrategyRules.DEFAULT);
    }

    @Test
    void everythingCanBeSaid() throws InvalidRulesException {
        assertThat(
                        read(
                                """
                                kind: weighted-latency
                                exploration: 0.1
                                regions: {mode: in-order, order: [hk, jp], spill-above: 0}
                                slow-start: {window: 1m, aggression: 2, least: 0.2}
                                active: main
                                panic-below: 0.5
                                """))
                .isEqualTo(
                        new StrategyRules(
                                new Strategy.WeightedLatency(0.6, 0.4, 0.1),
                                new RegionRules(
                                        RegionRules.Mode.IN_ORDER, List.of("hk", "jp"), 1.4, 0),
                                new SlowStart(Duration.ofMinutes(1), 2, 0.2),
                                "main",
                                0.5));
    }

    @Test
    void whatMeansNothingIsAnErrorThatNamesTheField() {
        assertThatThrownBy(() -> read("{kind: fastest, regions: {order: [hk]}, exploration: 0.1}"))
                .hasMessageContaining("kind: expected one of round-robin, least-connections")
                .hasMessageContaining("regions.order")
                .hasMessageContaining("exploration: expected no such field");
    }

    @Test
    void nodesHaveLabelsWeightsAndBackups() throws InvalidRulesException {
        FleetTraits traits =
                RuleText.read(
                        "nodes: {a: {labels: [x, x], backup: true}, b: {weight: 7}}",
                        new Secrets(_ -> null),
                        root -> new FleetTraits(root.byName("nodes", NodeTraits::read)));
        assertThat(traits.of("a")).isEqualTo(new NodeTraits(Set.of("x"), true, null));
        assertThat(traits.of("b").weight()).isEqualTo(7);
        assertThat(traits.of("c")).isEqualTo(NodeTraits.NONE);
    }
}
