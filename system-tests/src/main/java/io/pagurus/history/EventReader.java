package io.pagurus.history;

import io.pagurus.events.Decoded;
import io.pagurus.events.kafka.EventRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Confined to one thread, which it blocks. Reads a topic from its first record to its end, and on
 * from there at each further call; belongs to no consumer group, so that nobody notices it.
 */
public final class EventReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Consumer<String, byte @Nullable []> consumer;
    private final List<TopicPartition> partitions;

    /**
     * Immutable. A record and what it says.
     *
     * @param writtenAt the broker's time
     */
    public record ReadEvent(
            String topic,
            int partition,
            long offset,
            Instant writtenAt,
            @Nullable String key,
            Decoded decoded) {}

    public EventReader(String bootstrapServers, String topic) {
        Properties settings = new Properties();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "5000");
        // A broker that was away must not be looked for in steps of a second.
        settings.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "200");
        this.consumer =
                new KafkaConsumer<>(
                        settings, new StringDeserializer(), new ByteArrayDeserializer());
        this.partitions =
                consumer.partitionsFor(topic).stream()
                        .map(partition -> new TopicPartition(topic, partition.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** All records of the topic. */
    public static List<ReadEvent> readAll(String bootstrapServers, String topic) {
        try (EventReader reader = new EventReader(bootstrapServers, topic)) {
            return reader.readToEnd();
        }
    }

    /** What has come since the last call, up to the end as it is now. */
    public List<ReadEvent> readToEnd() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        List<ReadEvent> events = new ArrayList<>();
        long giveUp = System.nanoTime() + LONGEST.toNanos();
        while (ends.entrySet().stream()
                .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            if (System.nanoTime() > giveUp) {
                throw new TimeoutException("the end of " + partitions + " is not reached");
            }
            for (ConsumerRecord<String, byte @Nullable []> read : consumer.poll(POLL)) {
                events.add(
                        new ReadEvent(
                                read.topic(),
                                read.partition(),
                                read.offset(),
                                Instant.ofEpochMilli(read.timestamp()),
                                read.key(),
                                EventRecords.decode(read)));
            }
        }
        return events;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
