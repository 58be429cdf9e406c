package io.pagurus.health.watch;

import io.pagurus.events.TopologyChange;
import io.pagurus.events.TopologyState.NodeState;
import io.pagurus.health.registry.Registry;
import io.pagurus.health.registry.Topology;
import io.pagurus.health.registry.TopologyFold;
import io.pagurus.health.registry.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Thread-safe. A registry whose log is in memory; {@code away} makes it lose its answers. */
final class FoldedRegistry implements Registry {

    private final List<TopologyChange> asked = new ArrayList<>();
    private final List<TopologyChange> before = new ArrayList<>();
    private Topology topology = Topology.EMPTY;
    private boolean away;

    @Override
    public synchronized Optional<Topology> topology() {
        return Optional.of(topology);
    }

    @Override
    public synchronized Verdict ask(TopologyChange change) {
        asked.add(change);
        before.forEach(this::fold);
        before.clear();
        return away ? new Verdict.Unavailable("away") : fold(change);
    }

    synchronized Verdict fold(TopologyChange change) {
        TopologyFold.Folded folded = TopologyFold.fold(topology, change);
        topology = folded.topology();
        return folded.verdict();
    }

    /** Somebody else's change, which comes into the log just before the next one. */
    synchronized void overtakeBy(TopologyChange change) {
        before.add(change);
    }

    synchronized void away(boolean now) {
        away = now;
    }

    synchronized List<TopologyChange> asked() {
        return List.copyOf(asked);
    }

    NodeState node(String id) {
        return topology().flatMap(fleet -> fleet.node(id)).orElseThrow();
    }
}
