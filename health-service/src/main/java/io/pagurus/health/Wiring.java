package io.pagurus.health;

import io.micrometer.core.instrument.MeterRegistry;
import io.pagurus.events.kafka.EventWriter;
import io.pagurus.events.kafka.Topics;
import io.pagurus.health.assessment.EjectionCap;
import io.pagurus.health.assessment.Thresholds;
import io.pagurus.health.probe.HttpProber;
import io.pagurus.health.registry.LoggedRegistry;
import io.pagurus.health.registry.RegistryConfig;
import io.pagurus.health.registry.Seeding;
import io.pagurus.health.watch.Watches;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Thread-safe. Puts the parts together; the only place with a wall clock, a nanosecond clock and
 * real waiting.
 */
@Singleton
final class Wiring {

    private final HealthConfig config;
    private final String instance;
    private final Topics topics;
    private final KafkaClients kafka;

    Wiring(
            HealthConfig config,
            @ConfigProperty(name = "pagurus.instance", defaultValue = "health-1") String instance,
            @ConfigProperty(
                            name = "pagurus.kafka.topic-prefix",
                            defaultValue = Topics.DEFAULT_PREFIX)
                    String prefix,
            @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.config = config;
        this.instance = instance;
        this.topics = new Topics(prefix);
        this.kafka = new KafkaClients(kafka, instance);
    }

    private String source() {
        return "/health-service/" + instance;
    }

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    RegistryConfig registryConfig() {
        return config.registry();
    }

    @Produces
    @Singleton
    Producer<String, byte[]> producer() {
        return kafka.producer("log");
    }

    void close(@Disposes Producer<String, byte[]> producer) {
        producer.close(Duration.ofSeconds(1));
    }

    @Produces
    @Singleton
    LoggedRegistry registry(Producer<String, byte[]> producer, Clock clock) {
        return new LoggedRegistry(
                new LoggedRegistry.Clients(
                        kafka::consumer,
                        producer,
                        () -> kafka.transactional(topics.prefix() + "health.topology")),
                topics,
                source(),
                clock,
                System::nanoTime,
                config.registry());
    }

    @Produces
    @Singleton
    Seeding seeding(Clock clock) {
        return new Seeding(
                config.seedFile(),
                () -> kafka.transactional(topics.prefix() + "health.seed"),
                topics,
                source(),
                clock);
    }

    @Produces
    @Singleton
    HttpProber prober() {
        return new HttpProber(System::nanoTime, config.probe().maxBody().asLongValue());
    }

    void close(@Disposes HttpProber prober) {
        prober.close();
    }

    @Produces
    @Singleton
    Watches watches(
            LoggedRegistry registry,
            HttpProber prober,
            Producer<String, byte[]> producer,
            MeterRegistry meters,
            Clock clock) {
        return new Watches(
                registry,
                prober,
                new Thresholds(
                        instance,
                        config.probe().failures(),
                        config.join().successes(),
                        config.readmission().successes()),
                new EjectionCap(config.maxEjectedShare()),
                new EventWriter(producer, topics, source(), clock),
                meters,
                config.probe(),
                config.confirm(),
                clock,
                System::nanoTime,
                Thread::sleep);
    }
}
