package io.pagurus.gateway.routing;

import io.pagurus.gateway.upstream.NodeLoad;
import java.util.random.RandomGenerator;

/**
 * Pure, given the loads and the random source. Chooses one node of a pool. Indexes are the pool's;
 * -1 is none.
 */
final class Chooser {

    /** So few nodes are all looked at: the best of all costs no more than the better of two. */
    static final int FEW = 16;

    private final RandomGenerator random;
    private final Look look;

    /**
     * @param look is left what was weighed
     */
    Chooser(RandomGenerator random, Look look) {
        this.random = random;
        this.look = look;
    }

    int choose(Pool pool, Strategy strategy, Avoided avoided, long now) {
        look.into(pool);
        return switch (strategy) {
            case Strategy.RoundRobin() -> pool.next(avoided, now, random);
            case Strategy.LeastConnections(), Strategy.Rendezvous() -> least(pool, avoided, now);
            case Strategy.PowerOfTwo() ->
                    better(pool, avoided, now, (a, b) -> pool.busy(b) < pool.busy(a));
            case Strategy.PeakEwma() ->
                    better(pool, avoided, now, (a, b) -> peak(pool, b, now) < peak(pool, a, now));
            case Strategy.WeightedLatency how -> weighted(pool, how, avoided, now);
        };
    }

    // ---- least connections

    /** The least busy node, as exactly as is cheap. */
    int least(Pool pool, Avoided avoided, long now) {
        return pool.size() <= FEW
                ? leastOfAll(pool, avoided, now)
                : better(pool, avoided, now, (a, b) -> isLess(pool, b, a, now));
    }

    private int leastOfAll(Pool pool, Avoided avoided, long now) {
        int least = -1;
        double fewest = Double.POSITIVE_INFINITY;
        double fewestLately = 0;
        double equals = 0;
        for (int i = 0; i < pool.size(); i++) {
            double started = pool.started(i, now);
            double busy = pool.busy(i) / started;
            if (busy > fewest || avoided.passesOver(pool.at(i).node())) {
                continue;
            }
            double lately = pool.recent(i, now) / started;
            if (busy == fewest && lately > fewestLately) {
                continue;
            }
            double weight = pool.at(i).weight() * started;
            equals = busy == fewest && lately == fewestLately ? equals + weight : weight;
            // Among equals each is left standing in proportion to its weight.
            if (equals == weight || random.nextDouble() * equals < weight) {
                least = i;
                fewest = busy;
                fewestLately = lately;
            }
        }
        return least;
    }

    private static boolean isLess(Pool pool, int a, int b, long now) {
        double startedA = pool.started(a, now);
        double startedB = pool.started(b, now);
        int order = Double.compare(pool.busy(a) / startedA, pool.busy(b) / startedB);
        return order != 0
                ? order < 0
                : pool.recent(a, now) / startedA < pool.recent(b, now) / startedB;
    }

    // ---- the better of two

    private interface Rivalry {
        boolean secondWins(int first, int second);
    }

    private int better(Pool pool, Avoided avoided, long now, Rivalry rivalry) {
        int first = pool.draw(avoided, -1, now, random);
        int second = first < 0 ? -1 : pool.draw(avoided, first, now, random);
        look.drawn(first, second);
        return second >= 0 && rivalry.secondWins(first, second) ? second : first;
    }

    /** Source: Finagle's Peak EWMA, with what runs there by weight. */
    static double peak(Pool pool, int index, long now) {
        return pool.at(index).load().peakMicros(now) * (pool.busy(index) + 1);
    }

    private int weighted(Pool pool, Strategy.WeightedLatency how, Avoided avoided, long now) {
        if (random.nextDouble() < how.exploration()) {
            int explored = pool.draw(avoided, -1, now, random);
            look.drawn(explored, -1);
            return explored;
        }
        return better(
                pool,
                avoided,
                now,
                (a, b) -> {
                    double latencyA = latency(pool, a, now);
                    double latencyB = latency(pool, b, now);
                    double least = Math.min(latencyA, latencyB);
                    return score(how, least / latencyB, pool.at(b).load(), now)
                            > score(how, least / latencyA, pool.at(a).load(), now);
                });
    }

    private static double latency(Pool pool, int index, long now) {
        return Math.max(1, pool.at(index).load().latencyMicros(now)) * (pool.busy(index) + 1);
    }

    /**
     * From 0 to 1.
     *
     * @param speed 1 for the faster of the two, for the other how many times as long that needs
     */
    private static double score(
            Strategy.WeightedLatency how, double speed, NodeLoad load, long now) {
        return how.latencyShare() * speed + how.successShare() * load.success(now);
    }
}
