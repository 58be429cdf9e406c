package io.pagurus.session.journal;

import io.pagurus.events.JournalRecord;
import io.pagurus.session.fold.JournalEntry;
import io.pagurus.session.fold.Position;
import io.pagurus.session.journal.RecordScanner.Deadline;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe; blocks, so it is called on virtual threads or a thread of its own. Reads a part of
 * one partition again, for the bodies that no header keeps.
 */
public final class JournalScanner {

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

    private final RecordScanner records;

    /**
     * @param records of the journal
     */
    public JournalScanner(RecordScanner records) {
        this.records = records;
    }

    /**
     * Reads from one offset to another, both included.
     *
     * @return whether all of it was read; what was visited before stays visited
     */
    public boolean scan(
            int partition, long from, long to, Predicate<String> wantedSession, Visitor visitor) {
        return records.scan(
                partition,
                from,
                to,
                Deadline.WHOLE,
                wantedSession,
                read -> {
                    JournalEntry entry = JournalEntries.of(read);
                    if (entry != null) {
                        visitor.on(entry, position(read), JournalEntries.timeOf(read));
                    }
                });
    }

    /**
     * Some of many entries, without anybody who waits: it may take as long as it does not stand
     * still. What is not wanted is not decoded.
     *
     * @return whether all of it was read; what was visited before stays visited
     */
    public boolean scanPatiently(
            int partition, long from, long to, LongPredicate wantedOffset, SizedVisitor visitor) {
        return records.scan(
                partition,
                from,
                to,
                Deadline.NEXT_RECORD,
                _ -> true,
                read -> {
                    JournalEntry entry =
                            wantedOffset.test(read.offset()) ? JournalEntries.of(read) : null;
                    if (entry != null) {
                        int bytes = Math.max(0, read.serializedValueSize());
                        visitor.on(entry, position(read), bytes);
                    }
                });
    }

    /** The entry of a session at an offset; empty when it could not be read, or is another's. */
    public Optional<JournalRecord> at(int partition, long offset, String sessionId) {
        AtomicReference<JournalRecord> found = new AtomicReference<>();
        boolean read =
                scan(
                        partition,
                        offset,
                        offset,
                        sessionId::equals,
                        (entry, _, _) -> {
                            if (entry instanceof JournalEntry.Written(JournalRecord record)) {
                                found.set(record);
                            }
                        });
        return read ? Optional.ofNullable(found.get()) : Optional.empty();
    }

    /** The first offset of a partition that is still there; the end of all when nobody says. */
    public long beginning(int partition) {
        return records.beginning(partition, Long.MAX_VALUE);
    }

    private static Position position(ConsumerRecord<String, byte @Nullable []> read) {
        return new Position(read.partition(), read.offset());
    }
}
