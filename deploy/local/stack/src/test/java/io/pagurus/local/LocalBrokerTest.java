package io.pagurus.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.events.kafka.Topics;
import io.pagurus.local.kafka.LocalBroker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class LocalBrokerTest {

    private final Topics topics = new Topics(Topics.DEFAULT_PREFIX);

    @Test
    void acknowledgedRecordIsThereAfterTheBrokerWasKilledAndStartedAgain() throws Exception {
        // Given
        try (LocalBroker broker = LocalBroker.start()) {
            write(broker, "kept");

            // When
            broker.kill();
            broker.restart();

            // Then
            assertThat(read(broker)).containsExactly("kept");
        }
    }

    private void write(LocalBroker broker, String value) throws Exception {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", broker.bootstrapServers()),
                        new StringSerializer(),
                        new StringSerializer())) {
            producer.send(new ProducerRecord<>(topics.topologyLog(), "key", value)).get();
        }
    }

    private List<String> read(LocalBroker broker) {
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", broker.bootstrapServers()),
                        new StringDeserializer(),
                        new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(topics.topologyLog(), 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            return consumer.poll(Duration.ofSeconds(20)).records(partition).stream()
                    .map(ConsumerRecord::value)
                    .toList();
        }
    }
}
