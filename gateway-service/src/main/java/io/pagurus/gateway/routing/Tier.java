package io.pagurus.gateway.routing;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Confined to one event loop, as its pools are. The regions of nodes that stand in for each other:
 * those that serve, those that stand by, or all of them in a panic.
 */
final class Tier {

    /**
     * A region's part in a tier.
     *
     * @param weight its share of placements beside the others
     * @param registered nodes that would be in the pool were they all healthy
     */
    record Part(String region, double weight, int registered, Pool pool) {

        /** How much of its share it can take. Source: Envoy's priority levels. */
        double health(double overprovisioning) {
            return Math.min(1, overprovisioning * pool.size() / registered);
        }
    }

    private final List<Part> parts;
    private final List<Integer> first;
    private final double[] wanted;
    private final double[] sums;

    Tier(List<Part> parts, RegionRules rules, String local) {
        this.parts = parts;
        this.first = indexes(parts, rules.first(local));
        this.wanted = new double[parts.size()];
        this.sums = new double[parts.size()];
        double left = 1;
        for (int i : first) {
            sums[i] = Math.min(left, parts.get(i).health(rules.overprovisioning()));
            left -= sums[i];
        }
        for (int i = 0; i < sums.length; i++) {
            Part part = parts.get(i);
            wanted[i] =
                    first.contains(i) ? 0 : part.weight() * part.health(rules.overprovisioning());
        }
        spread(left);
        for (int i = 1; i < sums.length; i++) {
            sums[i] += sums[i - 1];
        }
    }

    private static List<Integer> indexes(List<Part> parts, List<String> regions) {
        List<String> names = parts.stream().map(Part::region).toList();
        return regions.stream().distinct().map(names::indexOf).filter(i -> i >= 0).toList();
    }

    /** What those that come first do not take, by the shares of the others. */
    private void spread(double left) {
        double all = Arrays.stream(wanted).sum();
        for (int i = 0; i < sums.length && all > 0; i++) {
            sums[i] += left * wanted[i] / all;
        }
    }

    int size() {
        return parts.size();
    }

    Pool pool(int index) {
        return parts.get(index).pool();
    }

    /** A region by its share; -1 when there is none. */
    int draw(RandomGenerator random) {
        if (sums.length < 2) {
            return sums.length - 1;
        }
        double drawn = random.nextDouble() * sums[sums.length - 1];
        for (int i = 0; i < sums.length; i++) {
            if (drawn < sums[i]) {
                return i;
            }
        }
        return sums.length - 1;
    }

    /** Where a region that is full passes requests on to; -1 when there is no other. */
    int drawOther(int full, RandomGenerator random) {
        for (int i : first) {
            if (i != full) {
                return i;
            }
        }
        double drawn = random.nextDouble() * (Arrays.stream(wanted).sum() - wanted[full]);
        int other = -1;
        for (int i = 0; i < wanted.length && drawn >= 0; i++) {
            if (i != full) {
                other = i;
                drawn -= wanted[i];
            }
        }
        return other;
    }
}
