package io.pagurus.health.assessment;

import io.pagurus.events.NodeHealth;
import io.pagurus.events.TopologyState.NodeState;
import java.util.Collection;
import java.util.Set;

/**
 * Immutable, pure. Whether the fleet can spare a node. When most nodes seem dead it is more likely
 * that the observer is: at most a share of the nodes is ejected, and one healthy node stays.
 *
 * @param maxShare the share of the nodes that were ever in rotation, from 0 to 1
 */
public record EjectionCap(double maxShare) {

    public EjectionCap {
        if (!(maxShare >= 0 && maxShare <= 1)) {
            throw new IllegalArgumentException(
                    "pagurus.health.max-ejected-share must be from 0 to 1: " + maxShare);
        }
    }

    /**
     * Whether the node may be ejected.
     *
     * @param nodes the whole fleet
     * @param inDoubt nodes whose ejection was asked for and may still be accepted
     * @param nodeId the healthy node that is to be ejected
     */
    public boolean allows(Collection<NodeState> nodes, Set<String> inDoubt, String nodeId) {
        long healthyOthers =
                nodes.stream()
                        .filter(node -> node.health() == NodeHealth.HEALTHY)
                        .filter(node -> !node.nodeId().equals(nodeId))
                        .filter(node -> !inDoubt.contains(node.nodeId()))
                        .count();
        long inFleet = nodes.stream().filter(node -> node.health() != NodeHealth.JOINING).count();
        long ejectedThen = inFleet - healthyOthers;
        return healthyOthers >= 1 && ejectedThen <= Math.floor(maxShare * inFleet + 1e-9);
    }
}
