package io.pagurus.session.snapshot;

import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.Turn;
import java.util.List;
import java.util.Optional;

/** Thread-safe; may block. Where committed turns are read from that are in no chunk yet. */
public interface TurnSource {

    /**
     * Turns by the journal offsets of their commits.
     *
     * @return all of them, in order; empty when one could not be read
     */
    Optional<List<Turn>> turns(SessionHeader header, List<Long> offsets);
}
