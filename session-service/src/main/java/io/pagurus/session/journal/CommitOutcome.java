package io.pagurus.session.journal;

/** Immutable. What came of asking for an entry. */
public sealed interface CommitOutcome {

    /** It was read back and folded. */
    record Judged(FoldedEntry folded) implements CommitOutcome {}

    /**
     * No verdict in time. The entry may still come to stand in the journal, so only the same
     * request may follow it.
     */
    record NoVerdict(String why) implements CommitOutcome {}

    /** Larger than an entry may be; it was not written. */
    record TooLarge(int bytes, int limit) implements CommitOutcome {}
}
