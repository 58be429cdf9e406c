package io.pagurus.gateway.routing;

import static io.pagurus.gateway.routing.Placements.ejected;
import static io.pagurus.gateway.routing.Placements.node;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RendezvousTest {

    private static final int KEYS = 20_000;

    private static Placements gateway(long seed) {
        return new Placements(StrategyRules.of(new Strategy.Rendezvous()), seed);
    }

    private static Map<String, String> all(Placements gateway) {
        Map<String, String> placed = new HashMap<>();
        for (int i = 0; i < KEYS; i++) {
            placed.put("session-" + i, gateway.place("session-" + i).orElseThrow());
        }
        return placed;
    }

    @Test
    void twoGatewaysAgreeWhateverLoadTheySeeAndWhatTheyHaveBeenThrough() {
        // Given
        Placements one = gateway(1);
        Placements two = gateway(2);
        for (int i = 0; i < 20; i++) {
            one.with(node("n" + i, i % 2 == 0 ? "hk" : "jp", 100 + i));
            two.with(node("n" + (19 - i), i % 2 == 0 ? "jp" : "hk", 100 + 19 - i));
            if (i % 5 == 0) {
                all(two);
            }
        }
        one.running("n3", 60);
        // When
        Map<String, String> placed = all(one);
        // Then
        assertThat(all(two)).isEqualTo(placed);
    }

    @Test
    void aNodeThatLeavesGivesAwayItsOwnKeysAndNoOther() {
        // Given
        Placements gateway = gateway(1);
        for (int i = 0; i < 10; i++) {
            gateway.with(node("n" + i, "hk", 100));
        }
        Map<String, String> before = all(gateway);
        // When
        gateway.fleet = gateway.fleet.with(ejected("n4", "hk"));
        Map<String, String> after = all(gateway);
        // Then
        before.forEach((key, node) -> {
            if (!node.equals("n4")) {
                assertThat(after).containsEntry(key, node);
            }
        });
        assertThat(after).doesNotContainValue("n4");
    }

    @Test
    void aNodeThatJoinsTakesItsShareFromAllAndChangesNothingElse() {
        // Given
        Placements gateway = gateway(1);
        for (int i = 0; i < 9; i++) {
            gateway.with(node("n" + i, "hk", 100));
        }
        Map<String, String> before = all(gateway);
        // When
        Map<String, String> after = all(gateway.with(node("n9", "hk", 100)));
        // Then
        after.forEach((key, node) -> {
            if (!node.equals("n9")) {
                assertThat(before).containsEntry(key, node);
            }
        });
        long moved = after.values().stream().filter("n9"::equals).count();
        assertThat(moved).isBetween(KEYS * 9L / 100, KEYS * 11L / 100);
    }

    @Test
    void whatIsKeptOfTheLastPictureIsWhatWouldBeDecidedAnew() {
        // Given
        Placements keeping = gateway(1);
        for (int i = 0; i < 30; i++) {
            keeping.with(node("n" + i, "hk", 100));
        }
        all(keeping);
        keeping.with(node("n3", "hk", 300)).with(ejected("n7", "hk")).with(node("x", "hk", 50));
        // When
        Map<String, String> kept = all(keeping);
        // Then
        Placements anew = gateway(2);
        anew.fleet = keeping.fleet;
        assertThat(all(anew)).isEqualTo(kept);
    }

    @Test
    void keysGoByTheWeightsOfRegionsAndOfNodesInThem() {
        // Given
        Placements gateway =
                gateway(1)
                        .with(node("a", "hk", 300))
                        .with(node("b", "hk", 100))
                        .with(node("c", "jp", 100))
                        .region("hk", 80)
                        .region("jp", 20);
        // When
        Map<String, Integer> counts = new TreeMap<>();
        all(gateway).values().forEach(node -> counts.merge(node, 1, Integer::sum));
        // Then
        assertThat(counts.get("a")).isBetween(KEYS * 58 / 100, KEYS * 62 / 100);
        assertThat(counts.get("b")).isBetween(KEYS * 18 / 100, KEYS * 22 / 100);
        assertThat(counts.get("c")).isBetween(KEYS * 18 / 100, KEYS * 22 / 100);
    }

    @Test
    void gatewaysAgreeOnTheNextNodeToo() {
        // Given
        Placements one = gateway(1);
        Placements two = gateway(2);
        for (int i = 0; i < 5; i++) {
            one.with(node("n" + i, "hk", 100));
            two.with(node("n" + i, "hk", 100));
        }
        String first = one.place("k").orElseThrow();
        // When
        one.avoided.add(first, 1);
        two.avoided.add(first, 1);
        // Then
        assertThat(one.place("k")).isEqualTo(two.place("k")).isNotEmpty();
        assertThat(one.place("k")).isNotEqualTo(Optional.of(first));
    }

    @Test
    void backupsTakeKeysOnlyWhenNobodyElseIsLeft() {
        // Given
        Placements gateway =
                gateway(1)
                        .with(node("a", "hk", 100))
                        .with(node("b", "hk", 100))
                        .traits("b", new NodeTraits(Set.of(), true, null));
        assertThat(all(gateway)).doesNotContainValue("b");
        // When
        gateway.fleet = gateway.fleet.with(ejected("a", "hk"));
        // Then
        assertThat(all(gateway)).doesNotContainValue("a");
    }

    @Test
    void aRequestWithoutAKeyGoesToTheLeastBusyNode() {
        // Given
        Placements gateway = gateway(1).with(node("a", "hk", 100)).with(node("b", "hk", 100));
        // When
        String placed = gateway.running("a", 2).place();
        // Then
        assertThat(placed).isEqualTo("b");
    }
}
