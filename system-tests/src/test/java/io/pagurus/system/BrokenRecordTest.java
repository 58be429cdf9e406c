package io.pagurus.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.drill.Attempt;
import io.pagurus.drill.TurnRequest;
import io.pagurus.events.Decoded;
import io.pagurus.events.SessionEvent.SessionQuarantined;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What cannot be read stops nobody; in the journal it stops the one session that it is of. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrokenRecordTest {

    private static final Map<String, String> ATTRIBUTES =
            Map.of(
                    "ce_specversion", "1.0",
                    "ce_id", "broken-record-test",
                    "ce_source", "/system-tests",
                    "ce_time", "2026-01-01T00:00:00Z");

    @SuppressWarnings("NullAway.Init")
    private LiveSuite suite;

    @BeforeAll
    void start() {
        suite = LiveSuite.start(BrokenRecordTest.class);
    }

    @AfterAll
    void stop() {
        suite.close();
    }

    @Test
    void clusterEventThatNobodyKnowsGoesToTheDeadLetters() throws Exception {
        // Given
        String topic = LiveSuite.TOPICS.clusterEvents();

        // When
        send(topic, "hk-1", "io.pagurus.NodePainted.v9", "{\"colour\":\"red\"}");
        send(topic, "hk-2", "io.pagurus.NodeEjected.v1", "{\"nodeId\":");

        // Then
        LiveSuite.await(
                "both are in the dead-letter topic",
                () ->
                        suite.read(LiveSuite.TOPICS.deadLetters(topic)).stream()
                                .map(letter -> String.valueOf(letter.key()))
                                .toList()
                                .containsAll(List.of("hk-1", "hk-2")));
        assertThat(suite.stack().processes())
                .allSatisfy(process -> assertThat(suite.stack().handle(process)).isNotNull());
        assertThat(new Client(suite).ask("gateway-1", turn("after-broken-event", 1)))
                .isInstanceOf(Attempt.Answered.class);
    }

    @Test
    void poisonedJournalRecordStopsItsSessionAlone() throws Exception {
        // Given two sessions in one partition of the journal
        Client client = new Client(suite);
        String poisoned = "poisoned";
        String neighbour = neighbourOf(poisoned);
        assertThat(client.ask("gateway-1", turn(poisoned, 1))).isInstanceOf(Attempt.Answered.class);
        assertThat(client.ask("gateway-1", turn(neighbour, 1)))
                .isInstanceOf(Attempt.Answered.class);

        // When
        send(
                LiveSuite.TOPICS.sessionJournal(),
                poisoned,
                "io.pagurus.TurnCommitted.v1",
                "{\"sessionId\":\"poisoned\"");

        // Then
        LiveSuite.await(
                "the session is in quarantine",
                () ->
                        suite.services()
                                        .session(poisoned)
                                        .path("state")
                                        .asText()
                                        .equals("quarantined")
                                && quarantinesTold(poisoned) > 0);
        assertThat(client.ask("gateway-1", turn(poisoned, 2)))
                .isEqualTo(
                        new Attempt.Refused(409, "urn:pagurus:problem:quarantined", false, null));
        assertThat(client.ask("gateway-2", turn(neighbour, 2)))
                .isInstanceOf(Attempt.Answered.class);
    }

    private long quarantinesTold(String session) {
        return suite.read(LiveSuite.TOPICS.sessionEvents()).stream()
                .filter(read ->
                        read.decoded() instanceof Decoded.Known(var event)
                                && event.data() instanceof SessionQuarantined it
                                && it.sessionId().equals(session))
                .count();
    }

    private static TurnRequest turn(String session, int number) {
        return new TurnRequest(session, "key-" + number, "line " + number, false);
    }

    private String neighbourOf(String session) {
        return Stream.iterate(0, i -> i + 1)
                .map(i -> "neighbour-" + i)
                .filter(other -> partition(other) == partition(session))
                .findFirst()
                .orElseThrow();
    }

    private int partition(String key) {
        int partitions = 12;
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
    }

    private void send(String topic, String key, String type, String data) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", suite.stack().kafka());
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            ProducerRecord<String, String> record = new ProducerRecord<>(topic, key, data);
            ATTRIBUTES.forEach((name, value) ->
                    record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
            record.headers().add("ce_type", type.getBytes(StandardCharsets.UTF_8));
            var _ = producer.send(record).get();
        }
    }
}
