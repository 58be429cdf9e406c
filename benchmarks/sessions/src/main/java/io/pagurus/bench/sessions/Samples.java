package io.pagurus.bench.sessions;

import java.util.Arrays;

/**
 * Immutable. How long each of many operations took, and all of them together.
 *
 * @param sorted nanoseconds of each, the shortest first
 * @param nanos from the first begin to the last end
 */
record Samples(Sorted sorted, long nanos) {

    private static final double NANOS_A_MILLI = 1e6;
    private static final double NANOS_A_SECOND = 1e9;

    static Samples of(long[] each, long nanos) {
        return new Samples(new Sorted(each), nanos);
    }

    int count() {
        return sorted.nanos.length;
    }

    double perSecond() {
        return count() * NANOS_A_SECOND / nanos;
    }

    /**
     * @param share 0.99: so that 99 of 100 took at most as long
     */
    double millis(double share) {
        int rank = (int) Math.ceil(share * count());
        return sorted.nanos[Math.max(rank, 1) - 1] / NANOS_A_MILLI;
    }

    /** Immutable. */
    static final class Sorted {

        private final long[] nanos;

        private Sorted(long[] each) {
            nanos = each.clone();
            Arrays.sort(nanos);
        }
    }
}
