package io.pagurus.health.registry;

import io.pagurus.events.TopologyChange;
import java.util.Optional;

/** Thread-safe. The fleet as the log has it, and the way to ask for a change. */
public interface Registry {

    /** The last snapshot; empty until the log has been read to its end for the first time. */
    Optional<Topology> topology();

    /** Asks that the change be made so, and waits for the verdict: blocks, for virtual threads. */
    Verdict ask(TopologyChange change);
}
