package io.pagurus.migration.fleet;

import io.pagurus.events.NodeHealth;
import io.pagurus.events.TopologyState.NodeState;
import io.pagurus.events.WantedState;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Immutable. The nodes as the registry last said. */
public record Fleet(Map<String, NodeState> nodes) {

    public static final Fleet EMPTY = new Fleet(Map.of());

    public Fleet {
        nodes = Map.copyOf(nodes);
    }

    /** Nodes that may be given a session of {@code leaving}, in the order of their ids. */
    public List<NodeState> targets(String leaving) {
        return nodes.values().stream()
                .filter(node -> !node.nodeId().equals(leaving))
                .filter(node -> node.health() == NodeHealth.HEALTHY)
                .filter(node -> node.wanted() == WantedState.ACTIVE)
                .filter(node -> node.weight() > 0)
                .sorted(Comparator.comparing(NodeState::nodeId))
                .toList();
    }

    /** Whether the node is back in rotation as a later life than the one that was ejected. */
    public boolean readmitted(String nodeId, long ejectedIncarnation) {
        NodeState node = nodes.get(nodeId);
        return node != null
                && node.health() == NodeHealth.HEALTHY
                && node.incarnation() > ejectedIncarnation;
    }

    Fleet with(NodeState node) {
        Map<String, NodeState> changed = new HashMap<>(nodes);
        changed.put(node.nodeId(), node);
        return new Fleet(changed);
    }

    Fleet without(String nodeId) {
        Map<String, NodeState> changed = new HashMap<>(nodes);
        changed.remove(nodeId);
        return new Fleet(changed);
    }
}
