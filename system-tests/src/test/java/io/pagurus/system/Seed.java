package io.pagurus.system;

import java.util.random.RandomGenerator;

/**
 * Immutable. The seed of a test that has one: a new one each time, printed, or the one given by
 * {@code -Dpagurus.seed=…} to see a run again.
 */
final class Seed {

    private static final int BOUND = 1_000_000;

    private Seed() {}

    static long next(String test) {
        long seed = Long.getLong("pagurus.seed", RandomGenerator.getDefault().nextInt(BOUND));
        System.out.printf("%s: seed %d (again with -Dpagurus.seed=%d)%n", test, seed, seed);
        return seed;
    }
}
