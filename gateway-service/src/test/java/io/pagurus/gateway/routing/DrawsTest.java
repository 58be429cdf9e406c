package io.pagurus.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The two ways to take one of many by weight in constant time. */
class DrawsTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 17, 1_000})
    void drawsByWeight(int nodes) {
        // Given
        Random random = new Random(nodes);
        double[] weights = new double[nodes];
        double total = 0;
        for (int i = 0; i < nodes; i++) {
            weights[i] = 1 + random.nextInt(100);
            total += weights[i];
        }
        AliasTable table = new AliasTable(weights);
        // When
        int draws = 2_000 * nodes;
        int[] drawn = new int[nodes];
        for (int i = 0; i < draws; i++) {
            drawn[table.draw(random)]++;
        }
        // Then within five standard deviations of a binomial
        for (int i = 0; i < nodes; i++) {
            double p = weights[i] / total;
            assertThat(Math.abs(drawn[i] - draws * p))
                    .isLessThanOrEqualTo(5 * Math.sqrt(draws * p * (1 - p)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 30, 1_001})
    void aRoundOfTheRingGivesEachNodeItsWeight(int nodes) {
        // Given
        Random random = new Random(nodes);
        int[] weights = random.ints(nodes, 1, 20).toArray();
        weights[0] = 1;
        WeightedRing ring = new WeightedRing(weights);
        // When
        int[] taken = new int[nodes];
        long place = 0;
        for (long i = 0; i < ring.places(); i++) {
            place = ring.next(place);
            taken[ring.owner(place)]++;
        }
        // Then
        assertThat(taken).isEqualTo(weights);
    }

    @Test
    void theRingOfEqualNodesIsPlainRoundRobin() {
        WeightedRing ring = new WeightedRing(new int[] {100, 100, 100});
        assertThat(ring.places()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 12, 60, 210, 2_310})
    void theRingTakesTurnsOnItsWay(int heavy) {
        // Given one node with half of the weight
        int[] weights = new int[heavy + 1];
        Arrays.fill(weights, 1);
        weights[0] = heavy;
        WeightedRing ring = new WeightedRing(weights);
        // When
        double worst = 0;
        int taken = 0;
        long place = 0;
        for (int i = 1; i <= ring.places(); i++) {
            place = ring.next(place);
            taken += ring.owner(place) == 0 ? 1 : 0;
            worst = Math.max(worst, Math.abs(taken - i / 2.0));
        }
        // Then it is never far from its share, at any time
        assertThat(worst).isLessThanOrEqualTo(3);
    }
}
