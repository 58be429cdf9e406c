package io.pagurus.protocol.simulation;

import java.util.SplittableRandom;

/**
 * Confined to one thread. All that is left to chance, from one seed. Once it is calm nothing goes
 * wrong any more; what was under way comes to its end.
 */
final class Weather {

    static final long MILLI = 1_000;
    static final long SECOND = 1_000_000;

    private final SplittableRandom random;
    private boolean calm;

    Weather(long seed) {
        this.random = new SplittableRandom(seed);
    }

    void calmDown() {
        calm = true;
    }

    boolean isCalm() {
        return calm;
    }

    /** A fault that happens once in so many times. */
    boolean fault(int times) {
        return random.nextInt(times) == 0 && !calm;
    }

    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    long between(long least, long most) {
        return random.nextLong(least, most);
    }

    long latency() {
        return between(100, 2 * MILLI);
    }

    /** Until an entry stands in the journal: its producer may long be gone by then. */
    long produceDelay() {
        return fault(20) ? between(50 * MILLI, 5 * SECOND) : between(MILLI, 4 * MILLI);
    }

    /** Until a process goes on: now and then it is stopped, and knows nothing of it. */
    long thinking() {
        return fault(120) ? between(2 * SECOND, 20 * SECOND) : between(100, 5 * MILLI);
    }
}
