package io.pagurus.health.watch;

import io.micrometer.core.instrument.MeterRegistry;
import io.pagurus.health.probe.ProbeOutcome;
import java.util.Locale;

/** Thread-safe. What the watches count. The tags' values are few and fixed. */
final class WatchMetrics {

    private final MeterRegistry meters;

    WatchMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    void probed(ProbeOutcome outcome) {
        String what =
                switch (outcome) {
                    case ProbeOutcome.Ready _ -> "ready";
                    case ProbeOutcome.Failed failed -> lower(failed.kind());
                };
        meters.counter("pagurus.probes", "outcome", what).increment();
        meters.timer("pagurus.probe.latency").record(outcome.latency());
    }

    void ejected() {
        meters.counter("pagurus.ejections").increment();
    }

    void admitted() {
        meters.counter("pagurus.readmissions").increment();
    }

    void withheld() {
        meters.counter("pagurus.ejections.withheld").increment();
    }

    void undecided() {
        meters.counter("pagurus.decisions.undecided").increment();
    }

    void suspected(SuspicionAnswer.Word word) {
        meters.counter("pagurus.suspicions", "verdict", lower(word)).increment();
    }

    void observation(boolean written) {
        meters.counter("pagurus.observations", "outcome", written ? "taken" : "dropped")
                .increment();
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
