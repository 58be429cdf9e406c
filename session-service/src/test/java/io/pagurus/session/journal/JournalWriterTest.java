package io.pagurus.session.journal;

import static io.pagurus.session.fold.Entries.grant;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.session.settings.TestSettings;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class JournalWriterTest {

    private final JournalSettings settings =
            TestSettings.of(Map.of()).getConfigMapping(JournalSettings.class);
    private final Journal journal = new Journal(settings);
    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());

    @Test
    void entryOfAPartitionThatIsJustLeavingIsNotWrittenAndNobodyWaitsForIt() {
        // Given a partition that goes while the entry is made ready
        journal.sessions().spread(new JournalPartitions(1));
        journal.sessions().serve(0);
        Sealer late =
                record -> {
                    journal.drop(0);
                    return Optional.of(record);
                };
        JournalWriter writer =
                new JournalWriter(
                        producer,
                        "journal",
                        "/session-service/test",
                        journal,
                        late,
                        Clock.systemUTC(),
                        () -> "request-1",
                        settings);

        // When
        CommitOutcome outcome = writer.commit(grant(1, "hk-1"));

        // Then
        assertThat(outcome)
                .isEqualTo(
                        new CommitOutcome.NoVerdict(
                                "another instance has the session's partition"));
        assertThat(producer.history()).isEmpty();
        assertThat(journal.waiting()).isZero();
    }
}
