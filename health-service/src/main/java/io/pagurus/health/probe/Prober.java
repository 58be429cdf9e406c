package io.pagurus.health.probe;

import io.pagurus.events.TopologyState.NodeState;
import java.time.Duration;

/** Thread-safe; for virtual threads (blocks, at most for the timeout). Probes a node once. */
@FunctionalInterface
public interface Prober {

    ProbeOutcome probe(NodeState node, Duration timeout);
}
