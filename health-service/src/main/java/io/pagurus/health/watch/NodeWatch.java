package io.pagurus.health.watch;

import io.pagurus.events.NodeHealth;
import io.pagurus.events.NodeObservation.NodeProbed;
import io.pagurus.events.TopologyState.NodeState;
import io.pagurus.health.assessment.Sighting;
import io.pagurus.health.probe.ProbeOutcome;
import io.pagurus.health.watch.Decisions.Outcome;
import io.pagurus.health.watch.Standing.Burst;
import io.pagurus.health.watch.Standing.Seen;
import io.pagurus.health.watch.SuspicionAnswer.Word;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe; {@link #run()} is for a virtual thread of its own, {@link #suspect} for the caller's
 * (both block). Watches one node: plain probes at an interval, and a burst of probes when a gateway
 * suspects it.
 */
final class NodeWatch implements Runnable {

    private final String nodeId;
    private final WatchParts parts;
    private final Standing standing;
    private final Semaphore hurry = new Semaphore(0);
    private volatile @Nullable LastProbe last;

    NodeWatch(NodeState node, WatchParts parts) {
        this.nodeId = node.nodeId();
        this.parts = parts;
        this.standing = new Standing(node, parts.thresholds(), parts.clock().instant());
    }

    Optional<LastProbe> last() {
        return Optional.ofNullable(last);
    }

    /** Probes until interrupted. */
    @Override
    public void run() {
        try {
            while (true) {
                boolean undecided = probeOnce();
                if (undecided || hurriedWithin(parts.probe().interval())) {
                    parts.pause().await(parts.confirm().retryPause());
                    hurry.drainPermits();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean hurriedWithin(Duration interval) throws InterruptedException {
        return hurry.tryAcquire(interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * One plain probe, unless a burst is running.
     *
     * @return whether a decision was due that the log did not take
     */
    boolean probeOnce() throws InterruptedException {
        Optional<NodeState> node = node();
        OptionalLong turn = standing.plainTurn();
        if (node.isEmpty() || turn.isEmpty()) {
            return false;
        }
        ProbeOutcome outcome = plainProbe(node.get());
        return assess(node.get(), outcome, turn.getAsLong())
                .filter(Outcome.Undecided.class::isInstance)
                .isPresent();
    }

    private ProbeOutcome plainProbe(NodeState node) throws InterruptedException {
        parts.permits().acquire();
        try {
            return parts.prober().probe(node, parts.probe().timeout());
        } finally {
            parts.permits().release();
        }
    }

    /** Has the node probed at once, and waits for the word. */
    Word suspect(Suspicion suspicion) throws InterruptedException {
        Optional<NodeState> known = node();
        if (known.isEmpty()
                || known.get().health() != NodeHealth.HEALTHY
                || suspicion.incarnation() < known.get().incarnation()) {
            return known.map(NodeWatch::wordOf).orElse(Word.UNCONFIRMED);
        }
        Sighting seen =
                new Sighting.RequestSuspected(
                        suspicion.observer(),
                        suspicion.at(),
                        suspicion.phase() + ": " + suspicion.failure());
        Burst burst = standing.join(known.get(), seen, parts.clock().instant());
        if (burst.begun()) {
            Thread.ofVirtual().name("burst-" + nodeId).start(() -> run(burst));
        }
        return awaited(burst.word());
    }

    private Word awaited(CompletableFuture<Word> word) throws InterruptedException {
        try {
            return word.get(parts.confirm().deadline().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            return Word.UNCONFIRMED;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void run(Burst burst) {
        Word word = Word.UNCONFIRMED;
        try {
            word = wordOf(burst);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            standing.end(burst, word);
        }
    }

    private Word wordOf(Burst burst) throws InterruptedException {
        for (int probes = 1; probes <= parts.thresholds().failures(); probes++) {
            Optional<NodeState> node = node();
            if (node.isEmpty()) {
                return Word.UNCONFIRMED;
            }
            ProbeOutcome outcome = parts.prober().probe(node.get(), parts.confirm().timeout());
            Optional<Outcome> decided = assess(node.get(), outcome, burst.turn());
            if (outcome instanceof ProbeOutcome.Ready) {
                return Word.HEALTHY;
            }
            if (decided.isPresent()) {
                return wordOf(decided.get());
            }
            parts.pause().await(parts.confirm().pause());
        }
        // Nothing was left to decide where a burst just before this one has decided it.
        boolean ejected = node().filter(now -> now.health() == NodeHealth.EJECTED).isPresent();
        return ejected ? Word.EJECTED : Word.UNCONFIRMED;
    }

    private Word wordOf(Outcome decided) {
        return switch (decided) {
            case Outcome.Done _ -> Word.EJECTED;
            case Outcome.Moot(var node) when node != null && node.health() == NodeHealth.EJECTED ->
                    Word.EJECTED;
            case Outcome.Moot _, Outcome.Withheld _ -> Word.UNCONFIRMED;
            case Outcome.Undecided _ -> {
                hurry.release();
                yield Word.UNCONFIRMED;
            }
        };
    }

    /** What the registry alone says. */
    private static Word wordOf(NodeState node) {
        return switch (node.health()) {
            case JOINING -> Word.UNCONFIRMED;
            case HEALTHY -> Word.HEALTHY;
            case EJECTED -> Word.EJECTED;
        };
    }

    private Optional<Outcome> assess(NodeState node, ProbeOutcome outcome, long turn)
            throws InterruptedException {
        note(outcome);
        Optional<Seen> seen = standing.see(node, sighting(outcome), turn, parts.clock().instant());
        if (seen.isEmpty()) {
            return Optional.empty();
        }
        if (seen.get().changed()) {
            parts.observations().tell(observation(node, outcome));
        }
        return seen.get().decision().isEmpty()
                ? Optional.empty()
                : Optional.of(parts.decisions().make(node, seen.get().decision().get()));
    }

    private void note(ProbeOutcome outcome) {
        parts.metrics().probed(outcome);
        last =
                new LastProbe(
                        parts.clock().instant(),
                        outcome instanceof ProbeOutcome.Ready,
                        outcome.latency().toMillis(),
                        failure(outcome));
    }

    private NodeProbed observation(NodeState node, ProbeOutcome outcome) {
        return new NodeProbed(
                nodeId,
                parts.thresholds().observer(),
                node.incarnation(),
                outcome.latency().toMillis(),
                failure(outcome));
    }

    private static Sighting sighting(ProbeOutcome outcome) {
        return switch (outcome) {
            case ProbeOutcome.Ready _ -> new Sighting.ProbeSucceeded();
            case ProbeOutcome.Failed failed -> new Sighting.ProbeFailed(failed.detail());
        };
    }

    private static @Nullable String failure(ProbeOutcome outcome) {
        return outcome instanceof ProbeOutcome.Failed failed ? failed.detail() : null;
    }

    private Optional<NodeState> node() {
        return parts.registry().topology().flatMap(fleet -> fleet.node(nodeId));
    }
}
