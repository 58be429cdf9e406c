package io.pagurus.session.journal;

import io.pagurus.session.fold.JournalEntry;
import io.pagurus.session.fold.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe; blocks, so it is called on virtual threads or a thread of its own. Reads a part of
 * one partition again, for the bodies that no header keeps. Bounded by its number of consumers and
 * a deadline.
 */
public final class JournalScanner implements AutoCloseable {

    /** What is done with each wanted entry, in order. */
    public interface Visitor {
        void on(JournalEntry entry, Position at, Instant time);
    }

    /** The same for who has to know how large the entries are. */
    public interface SizedVisitor {
        /**
         * An entry was read.
         *
         * @param bytes its size in the journal
         */
        void on(JournalEntry entry, Position at, int bytes);
    }

    private interface ReadVisitor {
        void on(JournalEntry entry, ConsumerRecord<String, byte @Nullable []> read);
    }

    /** What the deadline is for. */
    private enum Deadline {
        /** The whole reading: somebody waits for it. */
        WHOLE,
        /** Each entry after the one before: the reading may be long, but not stand still. */
        NEXT_ENTRY
    }

    private static final System.Logger LOG = System.getLogger(JournalScanner.class.getName());
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

    public JournalScanner(
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
    public boolean scan(
            int partition, long from, long to, Predicate<String> wantedSession, Visitor visitor) {
        return scan(
                partition,
                from,
                to,
                Deadline.WHOLE,
                wantedSession,
                (entry, read) -> visitor.on(entry, position(read), JournalEntries.timeOf(read)));
    }

    /**
     * The same without anybody who waits: it may take as long as it does not stand still.
     *
     * @return whether all of it was read; what was visited before stays visited
     */
    public boolean scanPatiently(
            int partition,
            long from,
            long to,
            Predicate<String> wantedSession,
            SizedVisitor visitor) {
        return scan(partition, from, to, Deadline.NEXT_ENTRY, wantedSession, sized(visitor));
    }

    /** As {@link #scan} does, and says how large the entries are. */
    boolean scanSized(
            int partition,
            long from,
            long to,
            Predicate<String> wantedSession,
            SizedVisitor visitor) {
        return scan(partition, from, to, Deadline.WHOLE, wantedSession, sized(visitor));
    }

    private static ReadVisitor sized(SizedVisitor visitor) {
        return (entry, read) ->
                visitor.on(entry, position(read), Math.max(0, read.serializedValueSize()));
    }

    private static Position position(ConsumerRecord<?, ?> read) {
        return new Position(read.partition(), read.offset());
    }

    private boolean scan(
            int partition,
            long from,
            long to,
            Deadline deadline,
            Predicate<String> wantedSession,
            ReadVisitor visitor) {
        Slot slot;
        try {
            slot = free.poll(deadlineNanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
        if (slot == null) {
            return false;
        }
        try {
            return scan(
                    consumerOf(slot),
                    new TopicPartition(topic, partition),
                    from,
                    to,
                    deadline,
                    wantedSession,
                    visitor);
        } catch (RuntimeException failure) {
            LOG.log(System.Logger.Level.WARNING, "reading again failed: {0}", failure.toString());
            discard(slot);
            return false;
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
            Predicate<String> wantedSession,
            ReadVisitor visitor) {
        consumer.assign(List.of(partition));
        consumer.seek(partition, from);
        long endNanos = System.nanoTime() + deadlineNanos;
        while (consumer.position(partition) <= to) {
            if (System.nanoTime() - endNanos > 0) {
                return false;
            }
            ConsumerRecords<String, byte @Nullable []> polled = consumer.poll(POLL);
            for (ConsumerRecord<String, byte @Nullable []> read : polled) {
                if (read.offset() <= to && read.key() != null && wantedSession.test(read.key())) {
                    visit(read, visitor);
                }
            }
            if (deadline == Deadline.NEXT_ENTRY && !polled.isEmpty()) {
                endNanos = System.nanoTime() + deadlineNanos;
            }
        }
        return true;
    }

    private static void visit(ConsumerRecord<String, byte @Nullable []> read, ReadVisitor visitor) {
        JournalEntry entry = JournalEntries.of(read);
        if (entry != null) {
            visitor.on(entry, read);
        }
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
        slots.forEach(JournalScanner::discard);
    }
}
