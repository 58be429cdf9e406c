package io.pagurus.health.watch;

import io.pagurus.events.NodeHealth;
import io.pagurus.events.TopologyChange.NodeHealthChanged;
import io.pagurus.events.TopologyState.NodeState;
import io.pagurus.health.assessment.Decision;
import io.pagurus.health.assessment.EjectionCap;
import io.pagurus.health.registry.Registry;
import io.pagurus.health.registry.Topology;
import io.pagurus.health.registry.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe; for virtual threads (blocks). Has the registry make a decision so. Ejections come
 * one at a time, so that two of them never both take the last place that the cap leaves.
 */
final class Decisions {

    /** What came of a decision. */
    sealed interface Outcome {

        /** It is so. */
        record Done(NodeState node) implements Outcome {}

        /** The node is not (or no longer) what was decided about. */
        record Moot(@Nullable NodeState node) implements Outcome {}

        /** The fleet cannot spare the node. */
        record Withheld() implements Outcome {}

        /** The log did not answer; it may still become so. */
        record Undecided(String reason) implements Outcome {}
    }

    /** An ejection without a verdict, of this version of the node. */
    private record Doubt(long version, long until) {}

    /** What was last said of a node, and of which of its failures. */
    private record Warned(String what, Instant since) {}

    private static final System.Logger LOG = System.getLogger(Decisions.class.getName());

    /** Far beyond a producer's delivery timeout: what is not in the log by then never will be. */
    private static final Duration DOUBT = Duration.ofSeconds(30);

    private final Registry registry;
    private final EjectionCap cap;
    private final ConfirmConfig config;
    private final LongSupplier nanos;
    private final WatchMetrics metrics;
    private final ReentrantLock ejecting = new ReentrantLock();
    private final Map<String, Doubt> doubts = new HashMap<>();
    private final Map<String, Warned> warned = new HashMap<>();

    Decisions(
            Registry registry,
            EjectionCap cap,
            ConfirmConfig config,
            LongSupplier nanos,
            WatchMetrics metrics) {
        this.registry = registry;
        this.cap = cap;
        this.config = config;
        this.nanos = nanos;
        this.metrics = metrics;
    }

    /**
     * @param seen the node as it was when it was probed
     */
    Outcome make(NodeState seen, Decision decision) throws InterruptedException {
        Outcome outcome =
                switch (decision) {
                    case Decision.Eject eject -> ejectAlone(seen, eject);
                    case Decision.Admit admit -> admit(seen, admit);
                };
        if (outcome instanceof Outcome.Undecided) {
            metrics.undecided();
        }
        return outcome;
    }

    private Outcome ejectAlone(NodeState seen, Decision.Eject decision)
            throws InterruptedException {
        if (!ejecting.tryLock(config.deadline().toNanos(), TimeUnit.NANOSECONDS)) {
            return new Outcome.Undecided("other ejections are waiting for the log");
        }
        try {
            return eject(seen, decision);
        } finally {
            ejecting.unlock();
        }
    }

    private Outcome eject(NodeState seen, Decision.Eject decision) {
        Optional<Topology> fleet = registry.topology();
        if (fleet.isPresent()
                && !cap.allows(fleet.get().nodes().values(), inDoubt(), seen.nodeId())) {
            metrics.withheld();
            warnOnce(
                    seen,
                    decision,
                    "seems dead ("
                            + decision.evidence().detail()
                            + ") and stays in rotation: pagurus.health.max-ejected-share is"
                            + " reached, or it is the last one");
            return new Outcome.Withheld();
        }
        Outcome outcome = ask(seen, NodeHealth.EJECTED, seen.incarnation(), decision);
        switch (outcome) {
            case Outcome.Done(NodeState node) -> {
                metrics.ejected();
                LOG.log(System.Logger.Level.WARNING, "ejected {0}: {1}", node, decision);
            }
            case Outcome.Undecided _ -> {
                long until = nanos.getAsLong() + DOUBT.toNanos();
                doubts.put(seen.nodeId(), new Doubt(seen.version(), until));
                warnOnce(seen, decision, "is to be ejected, and the log does not answer");
            }
            case Outcome.Moot _, Outcome.Withheld _ -> {}
        }
        return outcome;
    }

    /** Once for each failure, not for each probe of it; guarded by the lock. */
    private void warnOnce(NodeState seen, Decision.Eject decision, String what) {
        Warned now = new Warned(what, decision.evidence().firstSeenAt());
        if (!now.equals(warned.put(seen.nodeId(), now))) {
            LOG.log(System.Logger.Level.WARNING, "node {0} {1}", seen.nodeId(), what);
        }
        warned.keySet().removeIf(id -> current(id) == null);
    }

    private Outcome admit(NodeState seen, Decision.Admit decision) {
        Outcome outcome = ask(seen, NodeHealth.HEALTHY, seen.incarnation() + 1, decision);
        if (outcome instanceof Outcome.Done(NodeState node)) {
            metrics.admitted();
            LOG.log(System.Logger.Level.INFO, "admitted {0}", node);
        }
        return outcome;
    }

    private Outcome ask(NodeState seen, NodeHealth health, long incarnation, Decision decision) {
        NodeState now = current(seen.nodeId());
        for (int attempt = 1; attempt <= config.attempts(); attempt++) {
            if (now == null || !sameLife(seen, now)) {
                return new Outcome.Moot(now);
            }
            NodeHealthChanged change =
                    new NodeHealthChanged(
                            now.nodeId(), now.version(), health, incarnation, decision.evidence());
            switch (registry.ask(change)) {
                case Verdict.Accepted(_, NodeState after) -> {
                    return new Outcome.Done(after);
                }
                case Verdict.Accepted other -> throw new IllegalStateException(other.toString());
                case Verdict.Refused(_, NodeState newer) -> now = newer;
                case Verdict.Refused _ -> now = null;
                case Verdict.Unavailable(String reason) -> {
                    return new Outcome.Undecided(reason);
                }
            }
        }
        return new Outcome.Undecided("the node kept changing");
    }

    private @Nullable NodeState current(String nodeId) {
        return registry.topology().flatMap(fleet -> fleet.node(nodeId)).orElse(null);
    }

    /** What was seen holds for the node as it is now; its weight or wanted state may differ. */
    private static boolean sameLife(NodeState seen, NodeState now) {
        return seen.health() == now.health()
                && seen.incarnation() == now.incarnation()
                && seen.url().equals(now.url())
                && seen.healthPath().equals(now.healthPath())
                && seen.region().equals(now.region());
    }

    private Set<String> inDoubt() {
        long now = nanos.getAsLong();
        doubts.entrySet()
                .removeIf(doubt -> {
                    NodeState node = current(doubt.getKey());
                    return node == null
                            || node.version() != doubt.getValue().version()
                            || doubt.getValue().until() - now < 0;
                });
        return Set.copyOf(doubts.keySet());
    }
}
