package io.pagurus.session.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.Turn;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Thread-safe; may block. What of sessions the journal alone has. */
public interface OpenBodies {

    /**
     * Turns by the journal offsets of their commits.
     *
     * @return all of them, in order; empty when one could not be read
     */
    Optional<List<Turn>> turns(SessionHeader header, List<Long> offsets);

    /**
     * Turns of many sessions of a partition will be asked for, by these offsets: one pass costs
     * less than a seek for each. As far as there is room; nothing else changes by it.
     */
    default void prepare(int partition, Set<Long> offsets) {}

    /** The agent's state that was set by the entry at an offset; empty when it cannot be read. */
    Optional<JsonNode> state(SessionHeader header, long offset);
}
