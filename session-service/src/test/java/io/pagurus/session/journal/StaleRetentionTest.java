package io.pagurus.session.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.events.kafka.Topics;
import io.pagurus.local.kafka.LocalBroker;
import io.pagurus.session.expiry.Retention;
import io.pagurus.session.expiry.RetentionSettings;
import io.pagurus.session.fold.PartitionState;
import io.pagurus.session.settings.TestSettings;
import io.pagurus.session.snapshot.Floors;
import io.pagurus.session.snapshot.SnapshotLoader.Loaded;
import io.smallrye.config.SmallRyeConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** An instance that stood still while another one took its partition over, and goes on. */
class StaleRetentionTest {

    private static final Topics TOPICS = new Topics("stale.");
    private static final TopicPartition PARTITION = new TopicPartition(TOPICS.sessionJournal(), 0);
    private static final String GROUP = "stale";
    private static final int ENTRIES = 6;
    private static final long FOLDED_HERE = 2;

    @Test
    void whatItHasNotFoldedItselfIsNotDeleted() throws Exception {
        try (LocalBroker kafka = LocalBroker.start();
                Admin admin = Admin.create(config(kafka))) {
            // Given entries of which the next owner's snapshot stands for all
            kafka.createTopics(TOPICS);
            write(kafka);
            admin.alterConsumerGroupOffsets(
                            GROUP, Map.of(PARTITION, new OffsetAndMetadata(ENTRIES)))
                    .all()
                    .get();
            SmallRyeConfig config = TestSettings.of(Map.of());
            Journal journal = new Journal(config.getConfigMapping(JournalSettings.class));
            journal.adopt(
                    0,
                    new Loaded(
                            new ConcurrentSkipListMap<>(),
                            PartitionState.NONE,
                            FOLDED_HERE,
                            FOLDED_HERE,
                            0));
            journal.sessions().serve(0);
            Instant whenAllIsOld = Instant.now().plus(Duration.ofDays(31));
            // When
            try (Retention retention =
                    new Retention(
                            journal,
                            new Floors(),
                            Admin.create(config(kafka)),
                            new Retention.Names(PARTITION.topic(), GROUP),
                            Clock.fixed(whenAllIsOld, ZoneOffset.UTC),
                            config.getConfigMapping(RetentionSettings.class))) {
                retention.pass(() -> true);
            }
            // Then
            assertThat(beginning(admin)).isEqualTo(FOLDED_HERE);
        }
    }

    private static Map<String, Object> config(LocalBroker kafka) {
        return Map.of("bootstrap.servers", kafka.bootstrapServers());
    }

    private static void write(LocalBroker kafka) throws ExecutionException, InterruptedException {
        try (Producer<String, String> producer =
                new KafkaProducer<>(
                        config(kafka), new StringSerializer(), new StringSerializer())) {
            for (int i = 0; i < ENTRIES; i++) {
                producer.send(new ProducerRecord<>(PARTITION.topic(), 0, "s" + i, "{}")).get();
            }
        }
    }

    private static long beginning(Admin admin) throws ExecutionException, InterruptedException {
        return admin.listOffsets(Map.of(PARTITION, OffsetSpec.earliest()))
                .partitionResult(PARTITION)
                .get()
                .offset();
    }
}
