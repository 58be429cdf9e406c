package io.pagurus.migration;

import io.pagurus.events.CloudEvent;
import io.pagurus.events.ClusterEvent.NodeEjected;
import io.pagurus.events.Event;
import io.pagurus.events.Evidence;
import io.pagurus.events.kafka.EventRecords;
import io.pagurus.events.kafka.Topics;
import io.pagurus.local.kafka.LocalBroker;
import io.pagurus.local.secret.SigningKey;
import io.pagurus.local.secret.Token;
import io.pagurus.migration.plan.SessionNeed.Urgency;
import io.pagurus.migration.sessions.FakeDirectory;
import io.pagurus.migration.sessions.FakeDirectoryService;
import io.pagurus.migration.sessions.HttpSessionDirectory;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Producer;

/**
 * Runs before the service starts: a real broker, a fake session-service, and a first life of the
 * same instance that was stopped in the middle of a migration.
 */
public final class FirstLife implements QuarkusTestResourceLifecycleManager {

    static final String MIGRATION = "ejection-1";
    static final int SESSIONS = 20;
    static final String INSTANCE = "migration-1";
    private static final int MOVED_BEFORE = 5;
    private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX);
    private static final Instant EJECTED_AT = Instant.parse("2026-01-01T00:00:00Z");

    private final FakeDirectory sessions = new FakeDirectory(7);
    private final FakeDirectoryService service = new FakeDirectoryService(sessions);
    private final LocalBroker broker = LocalBroker.start();

    @Override
    public Map<String, String> start() {
        for (int i = 0; i < SESSIONS; i++) {
            Urgency[] all = Urgency.values();
            sessions.put("s" + i, 1, "hk-1", all[i % all.length]);
        }
        KafkaClients kafka =
                new KafkaClients(Map.of("bootstrap.servers", broker.bootstrapServers()), INSTANCE);
        try (Producer<String, byte[]> producer = kafka.producer()) {
            publish(producer);
            stopInTheMiddle(kafka, producer);
        }
        SigningKey key = SigningKey.in(temporaryFolder());
        return Map.of(
                "kafka.bootstrap.servers",
                broker.bootstrapServers(),
                "pagurus.instance",
                INSTANCE,
                "pagurus.session-service.url",
                service.url().toString(),
                "pagurus.auth.token",
                FakeDirectoryService.TOKEN,
                // Not its location: in tests Quarkus brings a key of its own, which would win.
                "mp.jwt.verify.publickey",
                read(key.publicKey()),
                "test.token",
                new Token("tester", List.of("operator")).signed(key, Instant.now()));
    }

    private void publish(Producer<String, byte[]> producer) {
        write(producer, "t1", Fleets.ejected("hk-1"));
        write(producer, "t2", Fleets.healthy("jp-1"));
        write(producer, "t3", Fleets.healthy("us-1"));
        Evidence evidence = new Evidence("probes", 3, List.of("health-1"), EJECTED_AT, "refused");
        write(producer, MIGRATION, new NodeEjected("hk-1", "hk", 1, 2, evidence));
    }

    private static void write(Producer<String, byte[]> producer, String id, Event event) {
        CloudEvent<Event> sent = new CloudEvent<>(id, "/health-service/h1", EJECTED_AT, event);
        try {
            producer.send(EventRecords.toRecord(TOPICS.of(event), sent)).get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void stopInTheMiddle(KafkaClients kafka, Producer<String, byte[]> producer) {
        CountDownLatch middle = new CountDownLatch(1);
        AtomicInteger grants = new AtomicInteger();
        sessions.beforeGrant(_ -> {
            if (grants.incrementAndGet() > MOVED_BEFORE) {
                sessions.away(true);
                middle.countDown();
            }
        });
        TestConfig config = new TestConfig();
        Clock clock = Clock.systemUTC();
        HttpSessionDirectory directory =
                new HttpSessionDirectory(
                        service.url(),
                        FakeDirectoryService.TOKEN,
                        config.callTimeout(),
                        config.pageSize(),
                        config.grantsPerCall(),
                        clock);
        MigrationLoops loops =
                new MigrationLoops(
                        config, INSTANCE, TOPICS, kafka, producer, directory, clock, _ -> {});
        loops.start();
        try {
            if (!middle.await(30, TimeUnit.SECONDS)) {
                throw new AssertionError("the first life moved nothing");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        loops.close();
        directory.close();
        sessions.beforeGrant(_ -> {});
        sessions.away(false);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("migration-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        broker.close();
        service.close();
    }

    /** One session at a time, so that the middle is where it is meant to be. */
    private record TestConfig() implements MigrationConfig {

        @Override
        public String group() {
            return "migration-service";
        }

        @Override
        public Duration sessionTimeout() {
            return Duration.ofSeconds(6);
        }

        @Override
        public Duration deadline() {
            return Duration.ofSeconds(60);
        }

        @Override
        public int concurrency() {
            return 1;
        }

        @Override
        public int grantsPerCall() {
            return 256;
        }

        @Override
        public int maxSessions() {
            return 1000;
        }

        @Override
        public int pageSize() {
            return 7;
        }

        @Override
        public Duration callTimeout() {
            return Duration.ofSeconds(5);
        }

        @Override
        public int history() {
            return 100;
        }
    }
}
