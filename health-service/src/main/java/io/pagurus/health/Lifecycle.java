package io.pagurus.health;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.pagurus.events.NodeHealth;
import io.pagurus.health.registry.LoggedRegistry;
import io.pagurus.health.registry.Seeding;
import io.pagurus.health.registry.Topology;
import io.pagurus.health.watch.Watches;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.KafkaException;

/**
 * Thread-safe. Starts and stops the parts: the registry first, and with its first topology the
 * watches and the seed.
 */
@Singleton
final class Lifecycle {

    private static final System.Logger LOG = System.getLogger(Lifecycle.class.getName());

    private final LoggedRegistry registry;
    private final Watches watches;
    private final Seeding seeding;
    private final HealthConfig config;
    private final MeterRegistry meters;
    private final AtomicBoolean seeded = new AtomicBoolean();
    private volatile boolean stopping;

    Lifecycle(
            LoggedRegistry registry,
            Watches watches,
            Seeding seeding,
            HealthConfig config,
            MeterRegistry meters) {
        this.registry = registry;
        this.watches = watches;
        this.seeding = seeding;
        this.config = config;
        this.meters = meters;
    }

    void start(@Observes StartupEvent started) {
        for (NodeHealth health : NodeHealth.values()) {
            Gauge.builder("pagurus.nodes", () -> count(health))
                    .tag("health", health.name().toLowerCase(Locale.ROOT))
                    .register(meters);
        }
        Gauge.builder("pagurus.topology.log.readable", () -> readable() ? 1 : 0).register(meters);
        registry.follow(watches::follow);
        registry.follow(this::seedOnce);
        registry.start();
    }

    private long count(NodeHealth health) {
        return registry.topology().map(fleet -> fleet.count(health)).orElse(0L);
    }

    private boolean readable() {
        return registry.status().problem() == null;
    }

    private void seedOnce(Topology first) {
        if (seeded.compareAndSet(false, true)) {
            Thread.ofVirtual().name("seeding").start(this::seed);
        }
    }

    private void seed() {
        while (!stopping) {
            try {
                seeding.seed(registry.topology().orElse(Topology.EMPTY));
                return;
            } catch (KafkaException failure) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "seeding failed, and is tried again: {0}",
                        failure.toString());
                pause();
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(config.registry().retryPause());
        } catch (InterruptedException _) {
            stopping = true;
        }
    }

    void stop(@Observes ShutdownEvent stopped) {
        stopping = true;
        watches.close();
        registry.close();
    }
}
