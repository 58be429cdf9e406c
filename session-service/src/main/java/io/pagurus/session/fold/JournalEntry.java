package io.pagurus.session.fold;

import io.pagurus.events.JournalRecord;

/** Immutable. One entry of the journal as it was read. */
public sealed interface JournalEntry {

    String sessionId();

    /** An entry that this version understands. */
    record Written(JournalRecord what) implements JournalEntry {
        @Override
        public String sessionId() {
            return what.sessionId();
        }
    }

    /** A broken entry, or one of a type that this version does not know. */
    record Unreadable(String sessionId, String reason) implements JournalEntry {}
}
