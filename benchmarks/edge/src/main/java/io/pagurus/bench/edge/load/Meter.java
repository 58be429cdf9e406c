package io.pagurus.bench.edge.load;

import org.HdrHistogram.Histogram;

/** Event-loop confined. How long each took since it was last set back. */
final class Meter {

    private static final long LONGEST_NANOS = 60_000_000_000L;
    private static final int DIGITS = 3;

    private Histogram histogram = fresh();
    private long failures;
    private long since = System.nanoTime();

    void took(long nanos) {
        histogram.recordValue(Math.clamp(nanos, 0, LONGEST_NANOS));
    }

    void failed() {
        failures++;
    }

    /** What was since the last time, which it forgets. */
    Window cut() {
        long now = System.nanoTime();
        Window window = new Window(histogram, failures, now - since);
        histogram = fresh();
        failures = 0;
        since = now;
        return window;
    }

    private static Histogram fresh() {
        return new Histogram(LONGEST_NANOS, DIGITS);
    }
}
