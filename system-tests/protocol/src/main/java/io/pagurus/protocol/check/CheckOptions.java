package io.pagurus.protocol.check;

/**
 * Immutable. How much is checked.
 *
 * @param nightly the large size, which takes minutes
 * @param seed of the simulation
 */
public record CheckOptions(boolean nightly, long seed) {

    private static final long STEPS = 100_000;
    private static final long STEPS_NIGHTLY = 10_000_000;

    /** Steps that are simulated at least. */
    public long steps() {
        return nightly ? STEPS_NIGHTLY : STEPS;
    }
}
