package io.pagurus.bench.edge.load;

import org.HdrHistogram.Histogram;

/**
 * Immutable by convention. What was counted in a while.
 *
 * @param took nanoseconds of each
 * @param failures what was answered wrong, or not at all
 * @param nanos the while
 */
public record Window(Histogram took, long failures, long nanos) {

    public long count() {
        return took.getTotalCount();
    }
}
