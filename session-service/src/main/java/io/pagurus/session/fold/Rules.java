package io.pagurus.session.fold;

import io.pagurus.events.JournalRecord;
import org.jspecify.annotations.Nullable;

/**
 * Pure. Which entries are accepted. {@link FencedRules} is the only implementation that keeps a
 * session's promises; that there could be another is what lets a test show that a checker sees a
 * broken fence.
 */
@FunctionalInterface
public interface Rules {

    /**
     * Judges an entry by what stands before it, and by nothing else.
     *
     * @param before the session before the entry; null when nobody opened it
     * @param floor of the entry's partition, before the entry
     */
    Folded fold(
            @Nullable SessionHeader before, EpochFloor floor, JournalRecord record, Position at);
}
