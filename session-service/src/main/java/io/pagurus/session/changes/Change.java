package io.pagurus.session.changes;

import io.pagurus.events.JournalRecord;
import io.pagurus.session.fold.JournalEntry;
import io.pagurus.session.fold.Position;
import io.pagurus.session.fold.SessionHeader;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. An entry that changed its session, and what the session is after it. As the journal
 * has it: what is sealed there is sealed here.
 *
 * @param type of the entry; {@code Unreadable} when it put the session in quarantine
 * @param after null when nothing is left of the session
 * @param record the entry itself, where the reader wants it and it can be read
 */
public record Change(
        String sessionId,
        Position at,
        Instant time,
        String type,
        @Nullable SessionHeader after,
        @Nullable JournalRecord record) {

    static Change of(
            JournalEntry entry,
            Position at,
            Instant time,
            @Nullable SessionHeader after,
            boolean withRecord) {
        return switch (entry) {
            case JournalEntry.Written(var record) ->
                    new Change(
                            record.sessionId(),
                            at,
                            time,
                            record.getClass().getSimpleName(),
                            after,
                            withRecord ? record : null);
            case JournalEntry.Unreadable unreadable ->
                    new Change(unreadable.sessionId(), at, time, "Unreadable", after, null);
        };
    }
}
