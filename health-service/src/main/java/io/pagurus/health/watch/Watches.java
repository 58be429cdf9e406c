package io.pagurus.health.watch;

import io.micrometer.core.instrument.MeterRegistry;
import io.pagurus.events.NodeObservation.RequestFailed;
import io.pagurus.events.TopologyState.NodeState;
import io.pagurus.events.kafka.EventWriter;
import io.pagurus.health.assessment.EjectionCap;
import io.pagurus.health.assessment.Thresholds;
import io.pagurus.health.probe.ProbeConfig;
import io.pagurus.health.probe.Prober;
import io.pagurus.health.registry.Registry;
import io.pagurus.health.registry.Topology;
import io.pagurus.health.watch.SuspicionAnswer.Word;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;

/**
 * Thread-safe; {@link #suspect} blocks. One watch for each registered node, each on a virtual
 * thread of its own; as many as the registry takes nodes.
 */
public final class Watches implements AutoCloseable {

    private record Watched(NodeWatch watch, Thread thread) {}

    private final Map<String, Watched> watches = new ConcurrentHashMap<>();
    private final WatchParts parts;
    private final Thread telling;

    public Watches(
            Registry registry,
            Prober prober,
            Thresholds thresholds,
            EjectionCap cap,
            EventWriter writer,
            MeterRegistry meters,
            ProbeConfig probe,
            ConfirmConfig confirm,
            Clock clock,
            LongSupplier nanos,
            Pause pause) {
        WatchMetrics metrics = new WatchMetrics(meters);
        Observations observations = new Observations(writer, confirm.maxObservations(), metrics);
        parts =
                new WatchParts(
                        registry,
                        prober,
                        thresholds,
                        new Decisions(registry, cap, confirm, nanos, metrics),
                        observations,
                        metrics,
                        probe,
                        confirm,
                        new Semaphore(probe.maxConcurrent()),
                        clock,
                        pause);
        telling = Thread.ofVirtual().name("observations").start(observations);
    }

    /** Follows the registry; called on its reader's thread, which it does not block. */
    public void follow(Topology topology) {
        topology.nodes().values().forEach(this::begin);
        watches.keySet().stream()
                .filter(id -> !topology.nodes().containsKey(id))
                .toList()
                .forEach(this::end);
    }

    private void begin(NodeState node) {
        watches.computeIfAbsent(
                node.nodeId(),
                id -> {
                    NodeWatch watch = new NodeWatch(node, parts);
                    return new Watched(watch, Thread.ofVirtual().name("watch-" + id).start(watch));
                });
    }

    private void end(String nodeId) {
        Watched ended = watches.remove(nodeId);
        if (ended != null) {
            ended.thread().interrupt();
        }
    }

    /** Has a suspected node probed at once; empty when there is no such node. */
    public Optional<SuspicionAnswer> suspect(Suspicion suspicion) throws InterruptedException {
        Watched watched = watches.get(suspicion.nodeId());
        if (watched == null) {
            return Optional.empty();
        }
        parts.observations()
                .tell(
                        new RequestFailed(
                                suspicion.nodeId(),
                                suspicion.observer(),
                                suspicion.incarnation(),
                                suspicion.phase(),
                                suspicion.failure()));
        Word word = watched.watch().suspect(suspicion);
        parts.metrics().suspected(word);
        return parts.registry()
                .topology()
                .flatMap(fleet -> fleet.node(suspicion.nodeId()))
                .map(node -> new SuspicionAnswer(word, node));
    }

    public Optional<LastProbe> lastProbe(String nodeId) {
        return Optional.ofNullable(watches.get(nodeId)).flatMap(watched -> watched.watch().last());
    }

    @Override
    public void close() {
        telling.interrupt();
        watches.keySet().stream().toList().forEach(this::end);
    }
}
