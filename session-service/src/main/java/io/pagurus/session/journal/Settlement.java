package io.pagurus.session.journal;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the journal reader's thread. Keeps a listener's position as the committed offsets of
 * the reader's consumer group. A position that is not committed costs a repetition, never an
 * omission.
 */
final class Settlement {

    private static final System.Logger LOG = System.getLogger(Settlement.class.getName());
    private static final Duration LAST_WORD = Duration.ofSeconds(2);

    private final Consumer<String, byte @Nullable []> consumer;
    private final String topic;
    private final Settling settling;
    private final long everyNanos;
    private Map<Integer, Long> resumedFrom = Map.of();
    private Map<Integer, Long> committed = Map.of();
    private long lastNanos = System.nanoTime();

    Settlement(
            Consumer<String, byte @Nullable []> consumer,
            String topic,
            Settling settling,
            Duration every) {
        this.consumer = consumer;
        this.topic = topic;
        this.settling = settling;
        this.everyNanos = every.toNanos();
    }

    void resume(List<TopicPartition> partitions) {
        Map<Integer, Long> next = new HashMap<>();
        consumer.committed(new HashSet<>(partitions))
                .forEach((partition, offset) -> {
                    if (offset != null) {
                        next.put(partition.partition(), offset.offset());
                    }
                });
        resumedFrom = Map.copyOf(next);
        committed = resumedFrom;
        settling.resumeFrom(committed);
    }

    /** Whether the record stands behind the position that this run began with. */
    boolean isUnsettled(ConsumerRecord<?, ?> read) {
        return read.offset() >= resumedFrom.getOrDefault(read.partition(), 0L);
    }

    void settleIfDue() {
        long now = System.nanoTime();
        if (now - lastNanos < everyNanos) {
            return;
        }
        lastNanos = now;
        Map<Integer, Long> settled = settling.settled();
        if (!settled.equals(committed)) {
            committed = settled;
            consumer.commitAsync(
                    offsets(settled),
                    (_, failure) -> {
                        if (failure != null) {
                            committed = Map.of();
                            LOG.log(
                                    System.Logger.Level.DEBUG,
                                    "the projection''s position was not kept: {0}",
                                    failure.toString());
                        }
                    });
        }
    }

    void settleAtTheEnd() {
        for (int attempt = 0; attempt < 2; attempt++) {
            try {
                consumer.commitSync(offsets(settling.settled()), LAST_WORD);
                return;
            } catch (WakeupException _) {
                // The wake-up that asked for the end was not seen yet; the second attempt is it.
            } catch (RuntimeException failure) {
                LOG.log(
                        System.Logger.Level.INFO,
                        "the projection''s position was not kept: {0}",
                        failure.toString());
                return;
            }
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> offsets(Map<Integer, Long> byPartition) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        byPartition.forEach((partition, offset) ->
                offsets.put(new TopicPartition(topic, partition), new OffsetAndMetadata(offset)));
        return offsets;
    }
}
