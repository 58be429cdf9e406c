package io.pagurus.protocol.simulation;

import io.pagurus.protocol.invariant.Invariant;
import io.pagurus.protocol.invariant.Violation;
import io.pagurus.session.fold.Verdict;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Confined to one thread. What was seen of a run: the first violation, counts, and a digest by
 * which two runs are compared.
 */
final class Witness {

    /** What is counted. */
    enum Tally {
        ENTRIES,
        REFUSED,
        TOLD,
        GRANTS,
        REBALANCES,
        SNAPSHOTS,
        LOADS,
        VIEW_STEPS,
        VIEW_REBUILDS,
        MOVES,
        TASKS_ENDED,
        FORGOTTEN,
        REOPENED
    }

    private final Map<Tally, Long> tallies = new EnumMap<>(Tally.class);
    private @Nullable Violation violation;
    private long digest = 17;

    void count(Tally tally) {
        tallies.merge(tally, 1L, Long::sum);
    }

    void broken(Invariant invariant, String detail) {
        if (violation == null) {
            violation = new Violation(invariant, detail);
        }
    }

    void broken(@Nullable Violation found) {
        violation = violation == null ? found : violation;
    }

    /** Another thing that happened. */
    void saw(long atMicros, String what, Verdict verdict) {
        saw(atMicros);
        saw(what.hashCode());
        saw(verdict.text().hashCode());
    }

    void saw(long number) {
        digest = (digest ^ number) * 0x100000001B3L;
        digest ^= digest >>> 29;
    }

    @Nullable Violation violation() {
        return violation;
    }

    long digest() {
        return digest;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        tallies.forEach((tally, count) ->
                text.append(text.isEmpty() ? "" : ", ")
                        .append(tally.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                        .append(' ')
                        .append(count));
        return text.toString();
    }
}
