package io.pagurus.session.journal;

import io.pagurus.events.CloudEvent;
import io.pagurus.events.Decoded;
import io.pagurus.events.JournalRecord;
import io.pagurus.events.kafka.EventRecords;
import io.pagurus.session.fold.IdSyntax;
import io.pagurus.session.fold.JournalEntry;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Pure. Entries of the journal from Kafka's records. */
public final class JournalEntries {

    private JournalEntries() {}

    /**
     * The entry; null for a record of no session: without a key, or with one that is no id. What
     * tells of a session names it, and must not be as large as somebody likes to make a key.
     */
    public static @Nullable JournalEntry of(ConsumerRecord<String, byte @Nullable []> read) {
        String sessionId = read.key();
        if (sessionId == null || !IdSyntax.isId(sessionId)) {
            return null;
        }
        return switch (EventRecords.decode(read)) {
            case Decoded.Known(CloudEvent<?> event) -> known(sessionId, event);
            case Decoded.UnknownType(String type) ->
                    new JournalEntry.Unreadable(sessionId, "unknown type " + type);
            case Decoded.Broken(String reason) -> new JournalEntry.Unreadable(sessionId, reason);
        };
    }

    private static JournalEntry known(String sessionId, CloudEvent<?> event) {
        if (!(event.data() instanceof JournalRecord record)) {
            return new JournalEntry.Unreadable(sessionId, "not an entry of the journal");
        }
        return record.sessionId().equals(sessionId)
                ? new JournalEntry.Written(record)
                : new JournalEntry.Unreadable(sessionId, "its key is not its session");
    }

    /**
     * When the entry was written: as its writer says, else as Kafka does. Always a time that
     * milliseconds can tell, as a snapshot has it.
     */
    public static Instant timeOf(ConsumerRecord<String, byte @Nullable []> read) {
        String time = EventRecords.header(read.headers(), "ce_time");
        try {
            return time == null ? kafkaTime(read) : inMillis(Instant.parse(time));
        } catch (DateTimeParseException | ArithmeticException _) {
            return kafkaTime(read);
        }
    }

    private static Instant kafkaTime(ConsumerRecord<?, ?> read) {
        return Instant.ofEpochMilli(read.timestamp());
    }

    private static Instant inMillis(Instant time) {
        var _ = time.toEpochMilli();
        return time;
    }
}
