package io.pagurus.gateway.routing;

import io.pagurus.gateway.fleet.FleetNode;
import io.pagurus.gateway.fleet.FleetSnapshot;
import java.util.Map;

/**
 * Immutable. What the rules say of nodes, by their ids; of most nodes they say nothing.
 *
 * @param byNode nodes that need not be registered
 */
public record FleetTraits(Map<String, NodeTraits> byNode) {

    public static final FleetTraits NONE = new FleetTraits(Map.of());

    public FleetTraits {
        byNode = Map.copyOf(byNode);
    }

    public NodeTraits of(String nodeId) {
        return byNode.getOrDefault(nodeId, NodeTraits.NONE);
    }

    /** Whether there is a node with a label that takes new sessions now. */
    public boolean serves(FleetSnapshot fleet, String label) {
        for (Map.Entry<String, NodeTraits> entry : byNode.entrySet()) {
            FleetNode node =
                    entry.getValue().labels().contains(label)
                            ? fleet.byId().get(entry.getKey())
                            : null;
            if (node != null && node.takesNewSessions()) {
                return true;
            }
        }
        return false;
    }

    int weight(FleetNode node) {
        Integer stated = of(node.id()).weight();
        return stated == null ? node.weight() : stated;
    }
}
