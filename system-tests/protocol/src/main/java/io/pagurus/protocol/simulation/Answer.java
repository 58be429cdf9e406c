package io.pagurus.protocol.simulation;

import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. What a writer hears.
 *
 * @param verdict null when nobody can say
 * @param before the session as it was before the entry
 * @param header the session as the fold has it after the entry
 */
record Answer(
        @Nullable Verdict verdict, @Nullable SessionHeader before, @Nullable SessionHeader header) {

    static final Answer NOTHING = new Answer(null, null, null);

    boolean accepted() {
        return verdict instanceof Verdict.Accepted;
    }

    boolean acknowledged() {
        return accepted() || verdict instanceof Verdict.Duplicate;
    }

    boolean refused() {
        return verdict instanceof Verdict.Refused;
    }
}
