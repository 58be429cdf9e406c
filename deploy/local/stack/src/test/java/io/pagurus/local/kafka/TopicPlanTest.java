package io.pagurus.local.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class TopicPlanTest {

    private static final int PARTITIONS = 48;
    private static final int ROUNDS = 3;
    private static final int RECORDS = 480;

    @Test
    void aTopicThatIsThereTakesAllThatANewProducerSendsAtOnce() throws Exception {
        try (LocalBroker broker = LocalBroker.start()) {
            for (int round = 0; round < ROUNDS; round++) {
                // Given
                String topic = "new-" + round;
                NewTopic planned =
                        new NewTopic(topic, Optional.of(PARTITIONS), Optional.of((short) 1));
                // When
                new TopicPlan(List.of(planned)).create(broker.bootstrapServers());
                // Then
                assertThat(written(broker, topic)).hasSize(RECORDS);
            }
        }
    }

    private static List<RecordMetadata> written(LocalBroker broker, String topic) throws Exception {
        List<RecordMetadata> written = new ArrayList<>();
        try (Producer<String, byte[]> producer = producer(broker)) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (int i = 0; i < RECORDS; i++) {
                sent.add(producer.send(new ProducerRecord<>(topic, "key-" + i, new byte[1])));
            }
            for (Future<RecordMetadata> each : sent) {
                written.add(each.get(10, TimeUnit.SECONDS));
            }
        }
        return written;
    }

    private static Producer<String, byte[]> producer(LocalBroker broker) {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "linger.ms",
                        0,
                        "batch.size",
                        1,
                        "request.timeout.ms",
                        2_000,
                        "delivery.timeout.ms",
                        5_000),
                new StringSerializer(),
                new ByteArraySerializer());
    }
}
