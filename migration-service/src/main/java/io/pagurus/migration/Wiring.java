package io.pagurus.migration;

import io.micrometer.core.instrument.MeterRegistry;
import io.pagurus.events.kafka.Topics;
import io.pagurus.migration.history.MigrationHistory;
import io.pagurus.migration.move.Move;
import io.pagurus.migration.sessions.HttpSessionDirectory;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Thread-safe. Puts the parts together, starts and stops them; the only place with a wall clock.
 */
@Singleton
final class Wiring {

    private final MigrationLoops loops;
    private final HttpSessionDirectory sessions;
    private final Producer<String, byte[]> producer;
    private final MeterRegistry meters;

    Wiring(
            MigrationConfig config,
            MeterRegistry meters,
            @ConfigProperty(name = "pagurus.instance", defaultValue = "migration-1")
                    String instance,
            @ConfigProperty(
                            name = "pagurus.kafka.topic-prefix",
                            defaultValue = Topics.DEFAULT_PREFIX)
                    String prefix,
            @ConfigProperty(
                            name = "pagurus.session-service.url",
                            defaultValue = "http://127.0.0.1:7301")
                    URI sessionService,
            @ConfigProperty(name = "pagurus.auth.token", defaultValue = "none") String token,
            @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        Clock clock = Clock.systemUTC();
        KafkaClients clients = new KafkaClients(kafka, instance);
        this.meters = meters;
        this.producer = clients.producer();
        this.sessions =
                new HttpSessionDirectory(
                        sessionService,
                        token,
                        config.callTimeout(),
                        config.pageSize(),
                        config.grantsPerCall(),
                        clock);
        this.loops =
                new MigrationLoops(
                        config,
                        instance,
                        new Topics(prefix),
                        clients,
                        producer,
                        sessions,
                        clock,
                        this::count);
    }

    private void count(Move move) {
        String outcome =
                switch (move) {
                    case Move.Moved _ -> "moved";
                    case Move.Overtaken _ -> "overtaken";
                    case Move.Left(Move.Reason reason) ->
                            "left-" + reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
                };
        meters.counter("pagurus.migration.sessions", "outcome", outcome).increment();
    }

    @Produces
    @Singleton
    MigrationHistory history() {
        return loops.history();
    }

    boolean ready() {
        return loops.ready();
    }

    void start(@Observes StartupEvent started) {
        meters.gauge("pagurus.migration.unusable.records", loops, MigrationLoops::unusable);
        loops.start();
    }

    void stop(@Observes ShutdownEvent stopped) {
        loops.close();
        sessions.close();
        producer.close(Duration.ofSeconds(1));
    }
}
