package io.pagurus.session.journal;

import io.pagurus.events.JournalRecord;
import java.util.Optional;

/** Thread-safe; may block. What is done with every entry before it is written. */
@FunctionalInterface
public interface Sealer {

    /** Writes entries as they are. */
    Sealer NONE = Optional::of;

    /**
     * The entry as the journal is to have it.
     *
     * @return empty when it cannot be made so at this moment, and must not be written
     */
    Optional<JournalRecord> seal(JournalRecord record);
}
