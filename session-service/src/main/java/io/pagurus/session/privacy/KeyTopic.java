package io.pagurus.session.privacy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe; blocks. The compacted topic of the wrapped keys: written with all brokers'
 * acknowledgement, read to the end as it is when the reading begins. Both clients are made at their
 * first use.
 */
final class KeyTopic implements AutoCloseable {

    /** The key of a record that says nothing, and makes Kafka close a segment. */
    static final String MARKER = "#sweep";

    private static final System.Logger LOG = System.getLogger(KeyTopic.class.getName());
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration LAST_WORD = Duration.ofSeconds(1);

    private final Supplier<Consumer<String, byte @Nullable []>> consumers;
    private final Supplier<Producer<String, byte @Nullable []>> producers;
    private final String topic;
    private final Duration deadline;
    private final ReentrantLock reading = new ReentrantLock();
    private final ReentrantLock making = new ReentrantLock();
    private @Nullable Consumer<String, byte @Nullable []> consumer;
    private @Nullable Producer<String, byte @Nullable []> producer;

    /** What is done with each record, in order; without a value it is a tombstone. */
    interface Visitor {
        void on(String sessionId, String keyId, byte @Nullable [] value);
    }

    /** Immutable. What becomes of a key: it is written, or, being null, destroyed. */
    record Change(int partition, String sessionId, String keyId, @Nullable WrappedKey key) {}

    KeyTopic(
            Supplier<Consumer<String, byte @Nullable []>> consumers,
            Supplier<Producer<String, byte @Nullable []>> producers,
            String topic,
            Duration deadline) {
        this.consumers = consumers;
        this.producers = producers;
        this.topic = topic;
        this.deadline = deadline;
    }

    /** Whether all of it was written; if not, some of it may be. */
    boolean write(List<Change> changes) {
        return send(
                changes.stream()
                        .map(c ->
                                new ProducerRecord<String, byte @Nullable []>(
                                        topic,
                                        c.partition(),
                                        c.sessionId() + "/" + c.keyId(),
                                        c.key() == null ? null : c.key().bytes()))
                        .toList());
    }

    /** Compaction leaves the last segment alone until there is another one. */
    boolean mark(int partition) {
        return send(List.of(new ProducerRecord<>(topic, partition, MARKER, new byte[] {'1'})));
    }

    private boolean send(List<ProducerRecord<String, byte @Nullable []>> records) {
        long endNanos = System.nanoTime() + deadline.toNanos();
        try {
            Producer<String, byte @Nullable []> to = producer();
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            records.forEach(record -> sent.add(to.send(record)));
            for (Future<RecordMetadata> each : sent) {
                var _ = each.get(endNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
            return true;
        } catch (ExecutionException | TimeoutException | KafkaException failed) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} was not written: {1}",
                    topic,
                    failed.toString());
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Producer<String, byte @Nullable []> producer() {
        making.lock();
        try {
            Producer<String, byte @Nullable []> made = producer;
            if (made == null) {
                made = producers.get();
                producer = made;
            }
            return made;
        } finally {
            making.unlock();
        }
    }

    /**
     * Reads a whole partition.
     *
     * @return the offset after the last record
     * @throws KafkaException when it could not be read in time
     */
    long load(int partition, Duration limit, Visitor visitor) {
        try (Consumer<String, byte @Nullable []> own = consumers.get()) {
            return read(own, partition, 0, limit, visitor);
        } catch (KafkaException failed) {
            throw new KafkaException("the sessions' keys in " + topic + " cannot be read", failed);
        }
    }

    /**
     * Reads on from an offset.
     *
     * @return the offset after the last record
     * @throws KafkaException when it could not be read in time
     */
    long readOn(int partition, long from, Visitor visitor) {
        reading.lock();
        try {
            Consumer<String, byte @Nullable []> shared = consumer;
            if (shared == null) {
                shared = consumers.get();
                consumer = shared;
            }
            return read(shared, partition, from, deadline, visitor);
        } catch (KafkaException failed) {
            discard();
            throw failed;
        } finally {
            reading.unlock();
        }
    }

    private long read(
            Consumer<String, byte @Nullable []> from,
            int partition,
            long offset,
            Duration limit,
            Visitor visitor) {
        long endNanos = System.nanoTime() + limit.toNanos();
        TopicPartition source = new TopicPartition(topic, partition);
        from.assign(List.of(source));
        if (offset > 0) {
            from.seek(source, offset);
        } else {
            from.seekToBeginning(List.of(source));
        }
        long end = from.endOffsets(List.of(source)).getOrDefault(source, 0L);
        while (from.position(source) < end) {
            if (System.nanoTime() - endNanos > 0) {
                throw new KafkaException("reading " + source + " takes too long");
            }
            from.poll(POLL).forEach(record -> visit(record, visitor));
        }
        return from.position(source);
    }

    private static void visit(ConsumerRecord<String, byte @Nullable []> read, Visitor visitor) {
        String key = read.key();
        int slash = key == null ? -1 : key.indexOf('/');
        if (key != null && slash > 0) {
            visitor.on(key.substring(0, slash), key.substring(slash + 1), read.value());
        }
    }

    private void discard() {
        Consumer<String, byte @Nullable []> broken = consumer;
        consumer = null;
        if (broken != null) {
            try {
                broken.close();
            } catch (RuntimeException closing) {
                LOG.log(System.Logger.Level.DEBUG, "closing failed", closing);
            }
        }
    }

    @Override
    public void close() {
        reading.lock();
        try {
            discard();
        } finally {
            reading.unlock();
        }
        making.lock();
        try {
            if (producer != null) {
                producer.close(LAST_WORD);
            }
        } finally {
            making.unlock();
        }
    }
}
