package io.pagurus.session.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pagurus.events.JournalRecord;
import io.pagurus.events.JournalRecord.OwnershipGranted;
import io.pagurus.events.JournalRecord.SessionExpired;
import io.pagurus.events.Owner;
import io.pagurus.events.kafka.Topics;
import io.pagurus.local.kafka.LocalBroker;
import io.pagurus.local.process.Patience;
import io.pagurus.local.redis.LocalRedis;
import io.pagurus.session.fold.Entries;
import io.pagurus.session.fold.Reason;
import io.pagurus.session.fold.Verdict;
import io.pagurus.session.journal.CommitOutcome;
import io.pagurus.session.journal.FoldedEntry;
import io.pagurus.session.journal.JournalSettings;
import io.pagurus.session.journal.JournalWriter;
import io.pagurus.session.journal.SessionTable;
import io.pagurus.session.settings.TestSettings;
import io.pagurus.session.wiring.RealStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session is opened while another one of its partition is forgotten. */
class OpeningsTest {

    private static final int PARTITIONS = 12;
    private static final String FORGOTTEN = "forgotten";

    private final Topics topics = new Topics("openings.");
    private final LocalRedis redis = LocalRedis.start();
    private final LocalBroker kafka = LocalBroker.start();
    private RealStore store;
    private SessionTable sessions;
    private KafkaProducer<String, byte[]> producer;
    private int forgetting;

    @BeforeEach
    void startStore() {
        kafka.createTopics(topics);
        store = new RealStore(kafka.bootstrapServers(), redis.uri(), topics.prefix(), "store-1");
        sessions = store.journal.sessions();
        producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka.bootstrapServers()),
                        new StringSerializer(),
                        new ByteArraySerializer());
        assertThat(
                        Patience.of(Duration.ofSeconds(30))
                                .until(() -> sessions.served().size() == PARTITIONS))
                .isTrue();
    }

    @AfterEach
    void stopStore() {
        producer.close(Duration.ofSeconds(1));
        store.close();
        kafka.close();
        redis.close();
    }

    @Test
    void floorThatRoseAfterTheProposalIsProposedAbove() {
        // Given
        forgetting = 2;
        // When
        FoldedEntry folded = openings(3).judgeAll(List.of(opening())).getFirst().get();
        // Then
        assertThat(folded.verdict()).isEqualTo(new Verdict.Accepted());
        assertThat(sessions.find(neighbour()).orElseThrow().epoch()).isEqualTo(3);
    }

    @Test
    void proposalsHaveAnEnd() {
        // Given
        forgetting = 2;
        // When
        FoldedEntry folded = openings(2).judgeAll(List.of(opening())).getFirst().get();
        // Then
        assertThat(folded.verdict()).isEqualTo(new Verdict.Refused(Reason.EPOCH_CONFLICT));
        assertThat(sessions.find(neighbour())).isEmpty();
    }

    private Openings openings(int proposals) {
        Map<String, String> values = Map.of("pagurus.api.opening-proposals", "" + proposals);
        JournalWriter writer =
                new JournalWriter(
                        producer,
                        topics.sessionJournal(),
                        "/session-service/test",
                        store.journal,
                        this::meanwhile,
                        Clock.systemUTC(),
                        () -> UUID.randomUUID().toString(),
                        TestSettings.of(Map.of()).getConfigMapping(JournalSettings.class));
        return new Openings(
                new Commits(writer, sessions, new SimpleMeterRegistry()),
                sessions,
                TestSettings.of(values).getConfigMapping(ApiSettings.class));
    }

    /** Between a proposal and its writing. */
    private Optional<JournalRecord> meanwhile(JournalRecord proposed) {
        if (forgetting-- > 0) {
            long epoch = sessions.floor(FORGOTTEN).next();
            commit(
                    new OwnershipGranted(
                            FORGOTTEN,
                            epoch,
                            new Owner("hk-1", "hk"),
                            "opened",
                            null,
                            null,
                            Entries.T0,
                            0L));
            for (int i = 0; i < 2; i++) {
                long seen = sessions.find(FORGOTTEN).orElseThrow().lastOffset();
                commit(new SessionExpired(FORGOTTEN, epoch, seen));
            }
        }
        return Optional.of(proposed);
    }

    private void commit(JournalRecord record) {
        assertThat(store.writer.commit(record))
                .isInstanceOfSatisfying(
                        CommitOutcome.Judged.class,
                        judged ->
                                assertThat(judged.folded().verdict())
                                        .isEqualTo(new Verdict.Accepted()));
    }

    private OwnershipGranted opening() {
        return Entries.grant(neighbour(), 1, "hk-1");
    }

    /** Another session of the same partition. */
    private String neighbour() {
        var partitions = sessions.journal().orElseThrow();
        return IntStream.range(0, 1_000)
                .mapToObj(i -> "neighbour-" + i)
                .filter(id -> partitions.of(id) == partitions.of(FORGOTTEN))
                .findFirst()
                .orElseThrow();
    }
}
