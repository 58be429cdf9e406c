package io.pagurus.health.watch;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pagurus.events.TopologyChange.NodeRegistered;
import io.pagurus.events.WantedState;
import io.pagurus.events.kafka.EventWriter;
import io.pagurus.events.kafka.Topics;
import io.pagurus.health.TestSettings;
import io.pagurus.health.assessment.EjectionCap;
import io.pagurus.health.assessment.Thresholds;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Confined to its test's thread. Watches whose nodes, log and clock are the test's. */
final class WatchLab {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    final FoldedRegistry registry = new FoldedRegistry();
    final ScriptedProber prober = new ScriptedProber();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final WatchMetrics metrics = new WatchMetrics(meters);
    private final Clock clock = Clock.fixed(START, ZoneOffset.UTC);
    private final WatchParts parts =
            new WatchParts(
                    registry,
                    prober,
                    new Thresholds("h1", 3, 1, 2),
                    new Decisions(
                            registry,
                            new EjectionCap(0.67),
                            TestSettings.CONFIRM,
                            () -> 0,
                            metrics),
                    new Observations(writer(), 100, metrics),
                    metrics,
                    TestSettings.PROBE,
                    TestSettings.CONFIRM,
                    new Semaphore(4),
                    clock,
                    _ -> {});

    private EventWriter writer() {
        return new EventWriter(
                new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer()),
                new Topics(Topics.DEFAULT_PREFIX),
                "/health-service/h1",
                clock);
    }

    NodeWatch register(String id) {
        registry.fold(
                new NodeRegistered(
                        id, 0, "hk", "http://" + id + ":1", 100, "/health", WantedState.ACTIVE));
        return new NodeWatch(registry.node(id), parts);
    }

    /** Registers nodes and lets them come into rotation; the watch is of the first. */
    NodeWatch healthy(String... ids) throws InterruptedException {
        NodeWatch first = register(ids[0]);
        first.probeOnce();
        for (int i = 1; i < ids.length; i++) {
            register(ids[i]).probeOnce();
        }
        return first;
    }

    /** One plain probe a character: {@code x} fails, anything else succeeds. */
    void probes(String id, NodeWatch watch, String outcomes) throws InterruptedException {
        for (int i = 0; i < outcomes.length(); i++) {
            prober.fails(id, outcomes.charAt(i) == 'x');
            watch.probeOnce();
        }
    }

    double counter(String name) {
        return meters.counter(name).count();
    }
}
