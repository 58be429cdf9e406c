package io.pagurus.history;

import io.pagurus.events.JournalRecord;
import java.time.Instant;
import java.util.Objects;

/**
 * Immutable. An entry of the journal with the fold's verdict on it.
 *
 * @param writtenAt the broker's time; information only
 * @param reason the fold's reason where it is not accepted, else empty
 */
public record JudgedEntry(
        int partition,
        long offset,
        Instant writtenAt,
        JournalRecord record,
        Outcome outcome,
        String reason) {

    /** What the fold makes of an entry. */
    public enum Outcome {
        ACCEPTED,
        /** It says again what was accepted before. */
        DUPLICATE,
        REFUSED
    }

    public JudgedEntry {
        Objects.requireNonNull(writtenAt, "writtenAt");
        Objects.requireNonNull(record, "record");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(reason, "reason");
    }

    public boolean accepted() {
        return outcome == Outcome.ACCEPTED;
    }
}
