package io.pagurus.local.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.events.kafka.Topics;
import io.pagurus.local.net.FaultProxy;
import io.pagurus.local.process.Patience;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterLinksTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String JOURNAL = new Topics(Topics.DEFAULT_PREFIX).sessionJournal();

    private final ClusterLinks links = ClusterLinks.of(3, 2);
    private final LocalCluster cluster = LocalCluster.start(links.plan());

    @AfterEach
    void heal() {
        links.heal();
        links.regions(Duration.ZERO);
        assertThat(cluster.awaitInSync(LONG)).isTrue();
    }

    @AfterAll
    void stop() {
        cluster.close();
        links.close();
    }

    @Test
    void acknowledgementTakesTheRoundTripBetweenTheRegionsOfItsCopies() throws Exception {
        // Given
        links.regions(Duration.ofMillis(110));
        int near = partitionLedBy(1);
        try (KafkaProducer<String, String> producer = producer(links.bootstrapServers(1))) {
            var _ = millisOfWrite(producer, near);

            // When
            long millis = millisOfWrite(producer, near);

            // Then
            assertThat(millis).isBetween(110L, 1_000L);
        }
    }

    @Test
    void brokerThatIsPartedFromTheOthersLosesItsPartitionsAndComesBack() throws Exception {
        // Given
        int partition = partitionLedBy(2);

        // When
        links.around(2).forEach(FaultProxy::hold);

        // Then
        assertThat(Patience.of(LONG).until(() -> led(partition) && leader(partition) != 2))
                .isTrue();
        try (KafkaProducer<String, String> producer = producer(links.bootstrapServers(1))) {
            assertThat(millisOfWrite(producer, partition)).isLessThan(60_000);
        }
        links.heal();
        assertThat(cluster.awaitInSync(LONG)).isTrue();
    }

    @Test
    void twoBrokersThatAreCutFromOneAnotherStillHaveTheThirdBetweenThem() throws Exception {
        // Given
        int partition = partitionLedBy(1);
        try (KafkaProducer<String, String> producer = producer(links.bootstrapServers(2))) {
            connectToAll(producer);

            // When
            links.between(1, 3).forEach(FaultProxy::cut);

            // Then: by the copies of 1 and 2, or all of them behind a leader that both can reach.
            assertThat(millisOfWrite(producer, partition)).isLessThan(60_000);
        }
    }

    /**
     * A client that knows only a broker which the quorum has left behind is told by it, again and
     * again, that it still leads.
     */
    private static void connectToAll(KafkaProducer<String, String> producer) throws Exception {
        for (int partition = 0; partition < 12; partition++) {
            assertThat(millisOfWrite(producer, partition)).isLessThan(60_000);
        }
    }

    @Test
    void clientsOfOnePlaceAreCutOffWhileThoseOfAnotherAreServed() throws Exception {
        // Given
        links.clients(1).forEach(FaultProxy::hold);
        try (KafkaProducer<String, String> other = producer(links.bootstrapServers(2));
                KafkaProducer<String, String> parted = producer(links.bootstrapServers(1))) {

            // When
            var waiting = Thread.ofVirtual().start(() -> parted.partitionsFor(JOURNAL));

            // Then
            assertThat(millisOfWrite(other, 0)).isLessThan(60_000);
            assertThat(waiting.isAlive()).isTrue();
            links.heal();
            assertThat(waiting.join(LONG)).isTrue();
        }
    }

    private boolean led(int partition) {
        return leader(partition) > 0;
    }

    private int leader(int partition) {
        return cluster.leader(JOURNAL, partition);
    }

    private int partitionLedBy(int broker) {
        int[] found = {-1};
        assertThat(
                        Patience.of(LONG)
                                .until(() -> {
                                    for (int i = 0; i < 12 && found[0] < 0; i++) {
                                        found[0] = leader(i) == broker ? i : -1;
                                    }
                                    return found[0] >= 0;
                                }))
                .isTrue();
        return found[0];
    }

    private static long millisOfWrite(KafkaProducer<String, String> producer, int partition)
            throws Exception {
        long began = System.nanoTime();
        var _ =
                producer.send(new ProducerRecord<>(JOURNAL, partition, "s1", "x"))
                        .get(60, TimeUnit.SECONDS);
        return (System.nanoTime() - began) / 1_000_000;
    }

    private static KafkaProducer<String, String> producer(String servers) {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        servers,
                        "acks",
                        "all",
                        "request.timeout.ms",
                        "1500",
                        "delivery.timeout.ms",
                        "60000"),
                new StringSerializer(),
                new StringSerializer());
    }
}
