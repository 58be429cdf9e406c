package io.pagurus.session.wiring;

import io.pagurus.events.CloudEvent;
import io.pagurus.events.Decoded;
import io.pagurus.events.kafka.EventRecords;
import io.pagurus.local.kafka.LocalBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** Confined to a test. What stands in a topic. */
final class TopicContent {

    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final Duration QUIET = Duration.ofMillis(300);

    private TopicContent() {}

    /** All records, once there are so many and no more come. */
    static List<ConsumerRecord<String, byte @Nullable []>> of(
            LocalBroker kafka, String topic, int atLeast) {
        return of(kafka.bootstrapServers(), topic, atLeast);
    }

    static List<ConsumerRecord<String, byte @Nullable []>> of(
            String bootstrapServers, String topic, int atLeast) {
        List<ConsumerRecord<String, byte @Nullable []>> all = new ArrayList<>();
        try (KafkaConsumer<String, byte @Nullable []> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", bootstrapServers),
                        new StringDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(p -> new TopicPartition(topic, p.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long end = System.nanoTime() + LIMIT.toNanos();
            boolean quiet = false;
            while (System.nanoTime() < end && !(quiet && all.size() >= atLeast)) {
                int before = all.size();
                consumer.poll(QUIET).forEach(all::add);
                quiet = all.size() == before;
            }
        }
        return all;
    }

    static List<CloudEvent<?>> events(LocalBroker kafka, String topic, int atLeast) {
        List<CloudEvent<?>> events = new ArrayList<>();
        for (ConsumerRecord<String, byte @Nullable []> read : of(kafka, topic, atLeast)) {
            if (EventRecords.decode(read) instanceof Decoded.Known(CloudEvent<?> event)) {
                events.add(event);
            }
        }
        return events;
    }
}
