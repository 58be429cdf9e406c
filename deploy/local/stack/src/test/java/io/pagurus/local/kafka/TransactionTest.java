package io.pagurus.local.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.events.kafka.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** Transactions need topics of the broker's own, in as many copies as there are brokers. */
class TransactionTest {

    private static final TopicPartition SNAPSHOT =
            new TopicPartition(new Topics(Topics.DEFAULT_PREFIX).sessionSnapshot(), 0);
    private static final TopicPartition JOURNAL =
            new TopicPartition(new Topics(Topics.DEFAULT_PREFIX).sessionJournal(), 0);

    @Test
    void oneBrokerCommitsRecordsTogetherWithAGroupsOffsets() {
        try (LocalBroker broker = LocalBroker.start()) {
            commitsOneAndAbortsOne(broker.bootstrapServers());
        }
    }

    @Test
    void threeBrokersCommitOnWhileOneIsDead() {
        try (LocalCluster cluster = LocalCluster.start(3)) {
            // Given
            cluster.kill(1);

            // When / Then
            commitsOneAndAbortsOne(cluster.bootstrapServers());
            assertThat(cluster.awaitInSync(Duration.ofSeconds(1))).isFalse();
            cluster.restart(1);
            assertThat(cluster.awaitInSync(Duration.ofSeconds(60))).isTrue();
        }
    }

    private static void commitsOneAndAbortsOne(String servers) {
        // Given
        try (KafkaProducer<String, String> producer = producer(servers)) {
            producer.initTransactions();

            // When
            producer.beginTransaction();
            var _ = producer.send(record("kept"));
            producer.sendOffsetsToTransaction(
                    Map.of(JOURNAL, new OffsetAndMetadata(7)), new ConsumerGroupMetadata("group"));
            producer.commitTransaction();
            producer.beginTransaction();
            var _ = producer.send(record("aborted"));
            producer.flush();
            producer.abortTransaction();
        }

        // Then
        try (KafkaConsumer<String, String> consumer = consumer(servers)) {
            assertThat(committed(consumer)).containsExactly("kept");
            assertThat(consumer.committed(Set.of(JOURNAL)))
                    .containsEntry(JOURNAL, new OffsetAndMetadata(7));
        }
    }

    private static ProducerRecord<String, String> record(String value) {
        return new ProducerRecord<>(SNAPSHOT.topic(), SNAPSHOT.partition(), "s1", value);
    }

    private static List<String> committed(KafkaConsumer<String, String> consumer) {
        consumer.assign(List.of(SNAPSHOT));
        consumer.seekToBeginning(List.of(SNAPSHOT));
        long end = consumer.endOffsets(List.of(SNAPSHOT)).getOrDefault(SNAPSHOT, 0L);
        List<String> values = new ArrayList<>();
        while (consumer.position(SNAPSHOT) < end) {
            consumer.poll(Duration.ofSeconds(1)).records(SNAPSHOT).stream()
                    .map(ConsumerRecord::value)
                    .forEach(values::add);
        }
        return values;
    }

    private static KafkaProducer<String, String> producer(String servers) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", servers, "transactional.id", "test"),
                new StringSerializer(),
                new StringSerializer());
    }

    private static KafkaConsumer<String, String> consumer(String servers) {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        servers,
                        "group.id",
                        "group",
                        "isolation.level",
                        "read_committed"),
                new StringDeserializer(),
                new StringDeserializer());
    }
}
