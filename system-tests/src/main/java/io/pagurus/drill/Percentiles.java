package io.pagurus.drill;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** Immutable. Percentiles by nearest rank, in milliseconds; 0 where there is nothing. Pure. */
final class Percentiles {

    private final List<Long> sorted;

    Percentiles(Collection<Duration> durations) {
        this.sorted = durations.stream().map(Duration::toMillis).sorted().toList();
    }

    long at(int percent) {
        if (sorted.isEmpty()) {
            return 0;
        }
        int rank = (int) Math.ceil(percent / 100.0 * sorted.size());
        return sorted.get(Math.max(1, rank) - 1);
    }
}
