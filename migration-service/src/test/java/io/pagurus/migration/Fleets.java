package io.pagurus.migration;

import io.pagurus.events.NodeHealth;
import io.pagurus.events.TopologyState.NodeState;
import io.pagurus.events.WantedState;
import io.pagurus.migration.fleet.Fleet;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Thread-safe. Fleets for tests. */
public final class Fleets {

    private Fleets() {}

    public static NodeState node(String id, int weight, NodeHealth health, long incarnation) {
        return new NodeState(
                id,
                1,
                id.substring(0, 2),
                "http://" + id,
                weight,
                "/health",
                WantedState.ACTIVE,
                health,
                incarnation);
    }

    public static NodeState healthy(String id) {
        return node(id, 100, NodeHealth.HEALTHY, 1);
    }

    public static NodeState ejected(String id) {
        return node(id, 100, NodeHealth.EJECTED, 1);
    }

    public static Fleet of(NodeState... nodes) {
        return new Fleet(
                Arrays.stream(nodes).collect(Collectors.toMap(NodeState::nodeId, node -> node)));
    }
}
