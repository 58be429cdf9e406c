package io.pagurus.health.registry;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the reader's thread (blocks); {@link #role()} is thread-safe. Writes projections, and
 * how far the log is projected, in one transaction: each entry is told exactly once.
 *
 * <pre>
 *   CLOSED ──open──▶ LEADING ──another instance opened──▶ STANDBY
 *     ▲                 │ error                              │ that one fell behind
 *     └─────────────────┘                                    └──────▶ LEADING
 * </pre>
 *
 * <p>The transactional id is the same for all instances, so opening fences whoever wrote before: a
 * late writer cannot replace a good record of the compacted topic by a stale one. Whatever may have
 * come of a failed commit, the committed position says it once the producer is opened again.
 */
final class Projector implements AutoCloseable {

    /** Whether this instance is the one that projects. */
    enum Role {
        CLOSED,
        LEADING,
        STANDBY
    }

    /** An entry that waits: what to tell, and the position behind it. */
    private record Step(long next, List<ProducerRecord<String, byte[]>> told) {}

    private static final System.Logger LOG = System.getLogger(Projector.class.getName());

    private final Supplier<Producer<String, byte[]>> producers;
    private final TopicPartition log;
    private final String group;
    private final LongSupplier nanos;
    private final RegistryConfig config;
    private final Deque<Step> waiting = new ArrayDeque<>();
    private @Nullable Producer<String, byte[]> producer;
    private long projected;
    private long notBefore;
    private boolean complained;
    private volatile Role role = Role.CLOSED;

    Projector(
            Supplier<Producer<String, byte[]>> producers,
            TopicPartition log,
            String group,
            LongSupplier nanos,
            RegistryConfig config) {
        this.producers = producers;
        this.log = log;
        this.group = group;
        this.nanos = nanos;
        this.config = config;
        this.notBefore = nanos.getAsLong();
    }

    Role role() {
        return role;
    }

    /** Forgets what waits: the log is read from its beginning again. */
    void restart() {
        waiting.clear();
        close();
    }

    /** Takes an entry that the fold accepted. */
    void add(long offset, List<ProducerRecord<String, byte[]>> told) {
        waiting.add(new Step(offset + 1, told));
    }

    /** The reader must not read on until some of what waits is written. */
    boolean full() {
        return waiting.size() >= config.maxUnprojected();
    }

    /** Writes what waits, if the brokers let it; else it waits on. */
    void flush(Consumer<?, ?> reader) {
        if (nanos.getAsLong() - notBefore < 0) {
            return;
        }
        long position = reader.position(log);
        try {
            Producer<String, byte[]> open = producer == null ? open(reader, position) : producer;
            if (open != null && position > projected) {
                write(open, position);
            }
            complained = false;
        } catch (WakeupException | InterruptException stop) {
            close();
            throw stop;
        } catch (ProducerFencedException | InvalidProducerEpochException _) {
            standBy();
        } catch (KafkaException failure) {
            retryLater(failure);
        }
    }

    private @Nullable Producer<String, byte[]> open(Consumer<?, ?> reader, long position) {
        if (role == Role.STANDBY && committed(reader) >= position) {
            skip(position);
            pause(config.takeoverPause());
            return null;
        }
        Producer<String, byte[]> opened = producers.get();
        producer = opened;
        opened.initTransactions();
        skip(committed(reader));
        role = Role.LEADING;
        return opened;
    }

    private void skip(long position) {
        projected = position;
        waiting.removeIf(step -> step.next() <= position);
    }

    /** How far the log is projected; 0 where that is beyond the log, which then is a new one. */
    private long committed(Consumer<?, ?> reader) {
        OffsetAndMetadata committed = reader.committed(Set.of(log)).get(log);
        long position = committed == null ? 0 : committed.offset();
        Long end = reader.endOffsets(Set.of(log)).get(log);
        if (end == null || position <= end) {
            return position;
        }
        LOG.log(
                System.Logger.Level.WARNING,
                "{0} ends at {1} and was projected to {2}: it is another log, projected anew",
                log,
                end,
                position);
        return 0;
    }

    private void write(Producer<String, byte[]> open, long position) {
        // The committed position may be ahead of what had been read when this instance opened.
        skip(projected);
        open.beginTransaction();
        for (Step step : waiting) {
            for (ProducerRecord<String, byte[]> told : step.told()) {
                // A failed send makes the commit fail.
                var _ = open.send(told);
            }
        }
        open.sendOffsetsToTransaction(
                Map.of(log, new OffsetAndMetadata(position)), new ConsumerGroupMetadata(group));
        open.commitTransaction();
        skip(position);
    }

    private void standBy() {
        LOG.log(
                System.Logger.Level.WARNING,
                "another instance projects {0} now; this one stands by",
                log.topic());
        close();
        role = Role.STANDBY;
        pause(config.takeoverPause());
    }

    private void retryLater(KafkaException failure) {
        if (!complained) {
            complained = true;
            LOG.log(
                    System.Logger.Level.WARNING,
                    "projecting {0} failed, and is tried again: {1}",
                    log.topic(),
                    failure.toString());
        }
        close();
        pause(config.retryPause());
    }

    private void pause(Duration pause) {
        notBefore = nanos.getAsLong() + pause.toNanos();
    }

    @Override
    public void close() {
        Producer<String, byte[]> open = producer;
        producer = null;
        if (role == Role.LEADING) {
            role = Role.CLOSED;
        }
        if (open != null) {
            open.close(Duration.ZERO);
        }
    }
}
