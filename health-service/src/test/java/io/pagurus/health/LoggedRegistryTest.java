package io.pagurus.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.events.CloudEvent;
import io.pagurus.events.Evidence;
import io.pagurus.events.NodeHealth;
import io.pagurus.events.TopologyChange.NodeHealthChanged;
import io.pagurus.events.TopologyChange.NodeRegistered;
import io.pagurus.events.TopologyChange.NodeRemoved;
import io.pagurus.events.WantedState;
import io.pagurus.events.kafka.Topics;
import io.pagurus.health.registry.LoggedRegistry;
import io.pagurus.health.registry.Seeding;
import io.pagurus.health.registry.Topology;
import io.pagurus.health.registry.Verdict;
import io.pagurus.health.registry.Verdict.Accepted;
import io.pagurus.health.registry.Verdict.Refused;
import io.pagurus.health.registry.Verdict.Unavailable;
import io.pagurus.local.kafka.LocalBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LoggedRegistryTest {

    private static final Evidence EVIDENCE =
            new Evidence("probes", 3, List.of("h1"), Instant.EPOCH, "connection refused");

    private static LocalBroker broker;

    @BeforeAll
    static void start() {
        broker = LocalBroker.start();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void acceptedChangesAreProjectedOnceAndRefusedOnesNever() throws Exception {
        // Given
        Topics topics = topics("once.");
        try (Running one = new Running(topics, "h1")) {
            // When
            Verdict joined = one.registry.ask(registered("a", 0, 100));
            Verdict again = one.registry.ask(registered("a", 0, 1));
            one.registry.ask(health("a", 1, NodeHealth.HEALTHY, 1));
            one.registry.ask(health("a", 2, NodeHealth.EJECTED, 1));
            one.registry.ask(new NodeRemoved("a", 3));
            one.registry.ask(registered("b", 0, 100));

            // Then
            assertThat(joined).isInstanceOf(Accepted.class);
            assertThat(again).isInstanceOf(Refused.class);
            assertThat(projectedVersions(topics, "node:b"))
                    .containsExactly("node:a 1", "node:a 2", "node:a 3", "node:a gone", "node:b 1");
            assertThat(clusterEvents(topics, 2))
                    .containsExactly(
                            "once.topology.log-0-2 NodeReadmitted",
                            "once.topology.log-0-3 NodeEjected");
        }
    }

    @Test
    void restartedInstanceKnowsAllAndProjectsNothingTwice() throws Exception {
        // Given
        Topics topics = topics("restart.");
        try (Running one = new Running(topics, "h1")) {
            one.registry.ask(registered("a", 0, 100));
            one.registry.ask(registered("a", 1, 50));
            projected(topics, 2);
        }

        // When
        try (Running two = new Running(topics, "h1")) {
            Topology rebuilt = two.registry.topology().orElseThrow();
            two.registry.ask(registered("b", 0, 100));

            // Then
            assertThat(rebuilt.node("a").orElseThrow().weight()).isEqualTo(50);
            assertThat(projectedVersions(topics, "node:b"))
                    .containsExactly("node:a 1", "node:a 2", "node:b 1");
        }
    }

    @Test
    void laterInstanceFencesTheEarlierOneWhichTakesOverWhenThatIsGone() throws Exception {
        // Given
        Topics topics = topics("fence.");
        try (Running one = new Running(topics, "h1")) {
            one.registry.ask(registered("a", 0, 100));
            projected(topics, 1);
            try (Running two = new Running(topics, "h2")) {
                two.registry.ask(registered("b", 0, 100));
                one.registry.ask(registered("c", 0, 100));
                projected(topics, 3);
            }

            // When
            one.registry.ask(registered("d", 0, 100));

            // Then
            assertThat(projectedVersions(topics, "node:d"))
                    .containsExactly("node:a 1", "node:b 1", "node:c 1", "node:d 1");
        }
    }

    @Test
    void changeIsTakenAgainAfterTheBrokerWasKilledAndStartedAgain() throws Exception {
        // Given
        Topics topics = topics("outage.");
        try (LocalBroker other = LocalBroker.start()) {
            other.createTopics(topics);
            try (Running one = new Running(other, topics, "h1")) {
                one.registry.ask(registered("a", 0, 100));
                other.kill();
                Verdict away = one.registry.ask(registered("b", 0, 100));
                other.restart();

                // When
                Verdict verdict = one.registry.ask(registered("c", 0, 100));
                while (verdict instanceof Unavailable) {
                    verdict = one.registry.ask(registered("c", 0, 100));
                }

                // Then
                assertThat(away).isInstanceOf(Unavailable.class);
                assertThat(one.registry.topology().orElseThrow().nodes()).containsKeys("a", "c");
                try (TopologyWitness told = witness(other, topics.topology())) {
                    told.until(read -> read.stream().anyMatch(r -> r.key().equals("node:c")));
                }
            }
        }
    }

    @Test
    void missingTopicIsWaitedFor() throws Exception {
        // Given
        Topics topics = new Topics("late.");
        try (Running one = Running.unready(broker, topics, "h1")) {
            Verdict before = one.registry.ask(registered("a", 0, 100));

            // When
            broker.createTopics(topics);
            one.awaitReady();

            // Then
            assertThat(before).isInstanceOf(Unavailable.class);
            assertThat(one.registry.ask(registered("a", 0, 100))).isInstanceOf(Accepted.class);
        }
    }

    @Test
    void seedFillsAnEmptyRegistryOnlyAndElseItsDifferenceIsTold(@TempDir Path folder)
            throws Exception {
        // Given
        Topics topics = topics("seed.");
        Path file = folder.resolve("seed.yaml");
        String yaml = "regions: [{id: hk, weight: 60}]\nnodes: [{id: a, region: hk, url: \"%s\"}]";
        Files.writeString(file, yaml.formatted("http://a:1"));
        try (Running one = new Running(topics, "h1")) {
            Seeding seeding = one.seeding(file);
            seeding.seed(one.registry.topology().orElseThrow());
            projected(topics, 2);

            // When
            Files.writeString(file, yaml.formatted("http://a:2"));
            seeding.seed(one.registry.topology().orElseThrow());

            // Then
            Topology topology = one.registry.topology().orElseThrow();
            assertThat(topology.node("a").orElseThrow().url()).isEqualTo("http://a:1");
            assertThat(seeding.compare(topology).status()).isEqualTo("different");
            assertThat(seeding.compare(topology).differences())
                    .hasToString("[node a url: file http://a:2, registry http://a:1]");
        }
    }

    private static Topics topics(String prefix) {
        Topics topics = new Topics(prefix);
        broker.createTopics(topics);
        return topics;
    }

    private static TopologyWitness witness(LocalBroker of, String topic) {
        return new TopologyWitness(of.bootstrapServers(), topic);
    }

    private static void projected(Topics topics, int count) {
        try (TopologyWitness told = witness(broker, topics.topology())) {
            told.until(read -> read.size() >= count);
        }
    }

    private static List<String> projectedVersions(Topics topics, String last) {
        try (TopologyWitness told = witness(broker, topics.topology())) {
            return told
                    .until(read -> read.stream().anyMatch(record -> record.key().equals(last)))
                    .stream()
                    .map(record -> record.key() + " " + version(record.value()))
                    .toList();
        }
    }

    private static String version(byte[] value) {
        if (value == null) {
            return "gone";
        }
        return new String(value, StandardCharsets.UTF_8).replaceAll(".*\"version\":(\\d+).*", "$1");
    }

    private static List<String> clusterEvents(Topics topics, int count) {
        try (TopologyWitness told = witness(broker, topics.clusterEvents())) {
            told.until(read -> read.size() >= count);
            return told.events().stream().map(LoggedRegistryTest::name).toList();
        }
    }

    private static String name(CloudEvent<?> event) {
        return event.id() + " " + event.data().getClass().getSimpleName();
    }

    private static NodeRegistered registered(String id, long expected, int weight) {
        return new NodeRegistered(
                id, expected, "hk", "http://n:1", weight, "/health", WantedState.ACTIVE);
    }

    private static NodeHealthChanged health(
            String id, long expected, NodeHealth health, long incarnation) {
        return new NodeHealthChanged(id, expected, health, incarnation, EVIDENCE);
    }

    /** A registry as the service wires it, without the service. */
    private static final class Running implements AutoCloseable {
        private final KafkaClients kafka;
        private final Topics topics;
        private final Producer<String, byte[]> producer;
        private final LoggedRegistry registry;
        private final CompletableFuture<Void> ready = new CompletableFuture<>();

        Running(Topics topics, String instance) throws Exception {
            this(broker, topics, instance);
        }

        Running(LocalBroker broker, Topics topics, String instance) throws Exception {
            this(broker, topics, instance, true);
        }

        static Running unready(LocalBroker broker, Topics topics, String instance)
                throws Exception {
            return new Running(broker, topics, instance, false);
        }

        private Running(LocalBroker broker, Topics topics, String instance, boolean wait)
                throws Exception {
            this.topics = topics;
            kafka =
                    new KafkaClients(
                            Map.of("bootstrap.servers", broker.bootstrapServers()), instance);
            producer = kafka.producer("log");
            registry =
                    new LoggedRegistry(
                            new LoggedRegistry.Clients(
                                    kafka::consumer,
                                    producer,
                                    () -> kafka.transactional(topics.prefix() + "projection")),
                            topics,
                            "/health-service/" + instance,
                            Clock.systemUTC(),
                            System::nanoTime,
                            TestSettings.REGISTRY);
            registry.follow(_ -> ready.complete(null));
            registry.start();
            if (wait) {
                awaitReady();
            }
        }

        void awaitReady() throws Exception {
            ready.get(30, TimeUnit.SECONDS);
        }

        Seeding seeding(Path file) {
            return new Seeding(
                    Optional.of(file),
                    () -> kafka.transactional(topics.prefix() + "seed"),
                    topics,
                    "/health-service/h1",
                    Clock.systemUTC());
        }

        @Override
        public void close() {
            registry.close();
            producer.close();
        }
    }
}
