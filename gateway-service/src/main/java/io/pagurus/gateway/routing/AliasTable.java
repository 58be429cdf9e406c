package io.pagurus.gateway.routing;

import java.util.random.RandomGenerator;

/**
 * Immutable. Draws an index in proportion to its weight, in constant time however many there are.
 * Source: Vose, "A linear algorithm for generating random numbers with a given distribution", 1991.
 */
final class AliasTable {

    private final double[] kept;
    private final int[] other;

    /**
     * @param weights each above 0, at least one
     */
    AliasTable(double[] weights) {
        int n = weights.length;
        kept = new double[n];
        other = new int[n];
        double total = 0;
        for (double weight : weights) {
            total += weight;
        }
        int[] order = new int[n];
        int low = 0;
        int high = n;
        for (int i = 0; i < n; i++) {
            kept[i] = weights[i] * n / total;
            other[i] = i;
            order[kept[i] < 1 ? low++ : --high] = i;
        }
        pair(order, low, n);
    }

    /** Fills each column that has too little from one that has too much. */
    private void pair(int[] order, int low, int n) {
        int high = low;
        for (int next = 0; next < high && high < n; next++) {
            int poor = order[next];
            int rich = order[high];
            other[poor] = rich;
            kept[rich] -= 1 - kept[poor];
            if (kept[rich] < 1) {
                // It stands right behind the poor, who now are one more.
                high++;
            }
        }
        for (int i = 0; i < n; i++) {
            // What rounding has left over.
            kept[i] = other[i] == i ? 1 : kept[i];
        }
    }

    int draw(RandomGenerator random) {
        double at = random.nextDouble() * kept.length;
        int column = Math.min((int) at, kept.length - 1);
        return at - column < kept[column] ? column : other[column];
    }
}
