package io.pagurus.health;

import io.pagurus.events.CloudEvent;
import io.pagurus.events.Decoded;
import io.pagurus.events.Event;
import io.pagurus.events.kafka.EventRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** Confined to its test's thread (blocks). What a reader of a topic is told, committed only. */
final class TopologyWitness implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final KafkaConsumer<String, byte @Nullable []> consumer;
    private final List<ConsumerRecord<String, byte @Nullable []>> read = new ArrayList<>();

    TopologyWitness(String bootstrapServers, String topic) {
        consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                bootstrapServers,
                                "isolation.level",
                                "read_committed"),
                        new StringDeserializer(),
                        new ByteArrayDeserializer());
        List<TopicPartition> partitions =
                consumer.partitionsFor(topic).stream()
                        .map(p -> new TopicPartition(p.topic(), p.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Reads until what was read satisfies; then everything that was read so far. */
    List<ConsumerRecord<String, byte @Nullable []>> until(
            Predicate<List<ConsumerRecord<String, byte @Nullable []>>> satisfied) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!satisfied.test(read) && System.nanoTime() - end < 0) {
            consumer.poll(Duration.ofMillis(200)).forEach(read::add);
        }
        if (!satisfied.test(read)) {
            throw new AssertionError("within " + LIMIT + " only " + events());
        }
        return List.copyOf(read);
    }

    /** The events among what was read, in order. */
    List<CloudEvent<? extends Event>> events() {
        List<CloudEvent<? extends Event>> events = new ArrayList<>();
        for (ConsumerRecord<String, byte @Nullable []> record : read) {
            if (EventRecords.decode(record) instanceof Decoded.Known(var event)) {
                events.add(event);
            }
        }
        return events;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
