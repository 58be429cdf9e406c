package io.pagurus.health.assessment;

import io.pagurus.events.Evidence;
import io.pagurus.events.NodeHealth;
import io.pagurus.health.assessment.Sighting.ProbeFailed;
import io.pagurus.health.assessment.Sighting.ProbeSucceeded;
import io.pagurus.health.assessment.Sighting.RequestSuspected;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Immutable, pure. What this instance makes of a node.
 *
 * <pre>
 *             successes                    failure, suspicion
 *   Joining ─ ─ ─ ─ ─ ─ ─▶  Healthy  ──────────────────────────▶  Suspected
 *                           ▲     ▲ ◀──────────────────────────      ╎
 *                 successes ╎              success                   ╎ failures
 *                           ╎                                        ╎
 *                        Ejected  ◀─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ┘
 * </pre>
 *
 * <p>Along a broken line nothing moves by itself: a {@link Decision} is made, and only once the
 * registry says so does {@link #settle} take the step. Until then the state goes on counting and
 * decides again with each sighting, so that a decision which could not be journalled is not lost.
 */
public sealed interface Assessment {

    /** A state, and what is to be decided in it, if anything. */
    record Step(Assessment next, Optional<Decision> decision) {}

    Step on(Sighting seen, Thresholds thresholds, Instant now);

    /** The registry's word on a node in this state. */
    NodeHealth health();

    /** Where a node begins of which only the registry's word is known. */
    static Assessment of(NodeHealth registered, Instant now) {
        return switch (registered) {
            case JOINING -> new Joining(0, now);
            case HEALTHY -> new Healthy();
            case EJECTED -> new Ejected(now, 0, now);
        };
    }

    /** Follows the registry where it has gone on, or somebody else decided. */
    default Assessment settle(NodeHealth registered, Instant now) {
        return registered == health() ? this : of(registered, now);
    }

    /**
     * Registered, never in rotation.
     *
     * @param successes how many probes in a row have succeeded
     * @param since when the first of them did
     */
    record Joining(int successes, Instant since) implements Assessment {
        @Override
        public Step on(Sighting seen, Thresholds thresholds, Instant now) {
            return switch (seen) {
                case ProbeSucceeded _ -> {
                    Instant first = successes == 0 ? now : since;
                    Joining next = new Joining(counted(successes), first);
                    yield next.successes >= thresholds.joinSuccesses()
                            ? admit(next, first, thresholds)
                            : stay(next);
                }
                case ProbeFailed _ -> stay(successes == 0 ? this : new Joining(0, now));
                case RequestSuspected _ -> stay(this);
            };
        }

        @Override
        public NodeHealth health() {
            return NodeHealth.JOINING;
        }
    }

    /** In rotation, and nothing speaks against it. */
    record Healthy() implements Assessment {
        @Override
        public Step on(Sighting seen, Thresholds thresholds, Instant now) {
            return switch (seen) {
                case ProbeSucceeded _ -> stay(this);
                case ProbeFailed _, RequestSuspected _ ->
                        new Suspected(0, now, List.of(), "").on(seen, thresholds, now);
            };
        }

        @Override
        public NodeHealth health() {
            return NodeHealth.HEALTHY;
        }
    }

    /**
     * In rotation, with signs of failure; the next success clears it.
     *
     * @param failures how many probes in a row have failed
     * @param since when the first sign was seen
     * @param suspects the gateways that reported a failed request, at most {@link #MAX_SUSPECTS}
     * @param detail the last sign, in words
     */
    record Suspected(int failures, Instant since, List<String> suspects, String detail)
            implements Assessment {

        static final int MAX_SUSPECTS = 16;

        public Suspected {
            suspects = List.copyOf(suspects);
        }

        @Override
        public Step on(Sighting seen, Thresholds thresholds, Instant now) {
            return switch (seen) {
                case ProbeSucceeded _ -> stay(new Healthy());
                case ProbeFailed(String failure) -> {
                    Suspected next = new Suspected(counted(failures), since, suspects, failure);
                    yield next.failures >= thresholds.failures()
                            ? new Step(next, Optional.of(next.eject(thresholds)))
                            : stay(next);
                }
                case RequestSuspected(String observer, Instant at, String failure) ->
                        stay(
                                new Suspected(
                                        failures,
                                        at.isBefore(since) ? at : since,
                                        with(observer),
                                        failure));
            };
        }

        private Decision eject(Thresholds thresholds) {
            List<String> observers =
                    Stream.concat(Stream.of(thresholds.observer()), suspects.stream()).toList();
            String cause = suspects.isEmpty() ? "probes" : "suspicion";
            return new Decision.Eject(new Evidence(cause, failures, observers, since, detail));
        }

        private List<String> with(String observer) {
            return suspects.contains(observer) || suspects.size() >= MAX_SUSPECTS
                    ? suspects
                    : Stream.concat(suspects.stream(), Stream.of(observer)).toList();
        }

        @Override
        public NodeHealth health() {
            return NodeHealth.HEALTHY;
        }
    }

    /**
     * Out of rotation.
     *
     * @param since when this instance learned of it
     * @param successes how many probes in a row have succeeded
     * @param firstSuccess when the first of them did
     */
    record Ejected(Instant since, int successes, Instant firstSuccess) implements Assessment {
        @Override
        public Step on(Sighting seen, Thresholds thresholds, Instant now) {
            return switch (seen) {
                case ProbeSucceeded _ -> {
                    Instant first = successes == 0 ? now : firstSuccess;
                    Ejected next = new Ejected(since, counted(successes), first);
                    yield next.successes >= thresholds.readmissionSuccesses()
                            ? admit(next, first, thresholds)
                            : stay(next);
                }
                case ProbeFailed _ -> stay(successes == 0 ? this : new Ejected(since, 0, now));
                case RequestSuspected _ -> stay(this);
            };
        }

        @Override
        public NodeHealth health() {
            return NodeHealth.EJECTED;
        }
    }

    private static Step stay(Assessment next) {
        return new Step(next, Optional.empty());
    }

    private static Step admit(Assessment next, Instant firstSeenAt, Thresholds thresholds) {
        Evidence evidence =
                new Evidence(
                        "probes", 0, List.of(thresholds.observer()), firstSeenAt, "says ready");
        return new Step(next, Optional.of(new Decision.Admit(evidence)));
    }

    /** Saturates: a node may stay silent for years. */
    private static int counted(int count) {
        return count == Integer.MAX_VALUE ? count : count + 1;
    }
}
