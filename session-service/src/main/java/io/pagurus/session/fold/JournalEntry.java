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

    /**
     * A broken entry, or one of a type that this version does not know.
     *
     * @param reason names what its writer wrote, of which only the beginning is kept
     */
    record Unreadable(String sessionId, String reason) implements JournalEntry {

        public Unreadable {
            reason = reason.substring(0, Math.min(reason.length(), FoldLimits.TEXT_CHARACTERS));
        }
    }
}
