package io.pagurus.session.journal;

import io.pagurus.session.fold.JournalEntry;
import io.pagurus.session.fold.Position;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.Verdict;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. An entry of the journal and what the fold made of it.
 *
 * @param at where it stands
 * @param time when it was written, by the writer's clock; information only
 * @param bytes its size in the journal
 * @param live whether it was written after this process had caught up
 * @param before the session before it; null when nobody had opened it
 * @param after the session after it; the same object as before when the entry changed nothing
 */
public record FoldedEntry(
        JournalEntry entry,
        Position at,
        Instant time,
        int bytes,
        boolean live,
        @Nullable SessionHeader before,
        @Nullable SessionHeader after,
        Verdict verdict) {

    /** Whether the session is another one after it. */
    @SuppressWarnings("ReferenceEquality") // A header that nothing changed is the same object.
    public boolean changed() {
        return after != before;
    }

    public String sessionId() {
        return entry.sessionId();
    }
}
