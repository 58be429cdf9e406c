package io.pagurus.session.journal;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe; blocks, so it is called on virtual threads or a thread of its own. Reads parts of a
 * topic's partitions by their offsets. Bounded by its number of consumers and a deadline.
 */
public final class RecordScanner implements AutoCloseable {

    /** What is done with each wanted record, in order. */
    interface Visitor {
        void on(ConsumerRecord<String, byte @Nullable []> read);
    }

    /** What the deadline is for. */
    enum Deadline {
        /** The whole reading: somebody waits for it. */
        WHOLE,
        /** Each record after the one before: the reading may be long, but not stand still. */
        NEXT_RECORD
    }

    private static final System.Logger LOG = System.getLogger(RecordScanner.class.getName());
    private static final Duration POLL = Duration.ofMillis(100);

    private final Supplier<Consumer<String, byte @Nullable []>> consumers;
    private final String topic;
    private final long deadlineNanos;
    private final BlockingQueue<Slot> free;
    private final List<Slot> slots;

    /** Holds a consumer between scans; made at its first use, and again after it failed. */
    private static final class Slot {
        @Nullable Consumer<String, byte @Nullable []> consumer;
    }

    public RecordScanner(
            Supplier<Consumer<String, byte @Nullable []>> consumers,
            String topic,
            JournalSettings settings) {
        this.consumers = consumers;
        this.topic = topic;
        this.deadlineNanos = settings.scanDeadline().toNanos();
        this.free = new ArrayBlockingQueue<>(settings.scanners());
        this.slots = Stream.generate(Slot::new).limit(settings.scanners()).toList();
        free.addAll(slots);
    }

    /**
     * Reads from one offset to another, both included.
     *
     * @return whether all of it was read; what was visited before stays visited
     */
    boolean scan(
            int partition,
            long from,
            long to,
            Deadline deadline,
            Predicate<String> wantedKey,
            Visitor visitor) {
        return with(
                consumer ->
                        scan(
                                consumer,
                                new TopicPartition(topic, partition),
                                from,
                                to,
                                deadline,
                                wantedKey,
                                visitor),
                false);
    }

    /** The offset of the first record that is still there; {@code unknown} when nobody says. */
    long beginning(int partition, long unknown) {
        TopicPartition source = new TopicPartition(topic, partition);
        return with(
                consumer ->
                        consumer.beginningOffsets(List.of(source)).getOrDefault(source, unknown),
                unknown);
    }

    private <T> T with(Function<Consumer<String, byte @Nullable []>, T> use, T otherwise) {
        Slot slot;
        try {
            slot = free.poll(deadlineNanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return otherwise;
        }
        if (slot == null) {
            return otherwise;
        }
        try {
            return use.apply(consumerOf(slot));
        } catch (RuntimeException failure) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "reading {0} again failed: {1}",
                    topic,
                    failure.toString());
            discard(slot);
            return otherwise;
        } finally {
            free.add(slot);
        }
    }

    private boolean scan(
            Consumer<String, byte @Nullable []> consumer,
            TopicPartition partition,
            long from,
            long to,
            Deadline deadline,
            Predicate<String> wantedKey,
            Visitor visitor) {
        consumer.assign(List.of(partition));
        consumer.seek(partition, from);
        long endNanos = System.nanoTime() + deadlineNanos;
        while (consumer.position(partition) <= to) {
            if (System.nanoTime() - endNanos > 0) {
                return false;
            }
            ConsumerRecords<String, byte @Nullable []> polled = consumer.poll(POLL);
            for (ConsumerRecord<String, byte @Nullable []> read : polled) {
                if (read.offset() <= to && read.key() != null && wantedKey.test(read.key())) {
                    visitor.on(read);
                }
            }
            if (deadline == Deadline.NEXT_RECORD && !polled.isEmpty()) {
                endNanos = System.nanoTime() + deadlineNanos;
            }
        }
        return true;
    }

    private Consumer<String, byte @Nullable []> consumerOf(Slot slot) {
        Consumer<String, byte @Nullable []> consumer = slot.consumer;
        if (consumer == null) {
            consumer = consumers.get();
            slot.consumer = consumer;
        }
        return consumer;
    }

    private static void discard(Slot slot) {
        Consumer<String, byte @Nullable []> consumer = slot.consumer;
        slot.consumer = null;
        if (consumer != null) {
            try {
                consumer.close();
            } catch (RuntimeException broken) {
                LOG.log(System.Logger.Level.DEBUG, "closing failed", broken);
            }
        }
    }

    /** Closes the consumers; no scan may run or follow. */
    @Override
    public void close() {
        slots.forEach(RecordScanner::discard);
    }
}
