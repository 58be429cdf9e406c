package io.pagurus.session.fold;

import org.jspecify.annotations.Nullable;

/**
 * Immutable. What came of one entry.
 *
 * @param header the session after it: another one if and only if the verdict is {@link
 *     Verdict.Accepted} (or the session was quarantined by it); null while nobody opened it, and
 *     again when it was forgotten ({@link EpochFloor#after})
 */
public record Folded(@Nullable SessionHeader header, Verdict verdict) {

    static Folded accepted(SessionHeader after) {
        return new Folded(after, new Verdict.Accepted());
    }

    /** Nothing is left of the session but what its epoch adds to the partition's floor. */
    static Folded forgotten() {
        return new Folded(null, new Verdict.Accepted());
    }

    static Folded duplicate(SessionHeader unchanged, long seq) {
        return new Folded(unchanged, new Verdict.Duplicate(seq));
    }

    static Folded refused(@Nullable SessionHeader unchanged, Reason reason) {
        return new Folded(unchanged, new Verdict.Refused(reason));
    }
}
