package io.pagurus.bench.routing;

import io.pagurus.events.NodeHealth;
import io.pagurus.events.TopologyState.NodeState;
import io.pagurus.events.TopologyState.RegionState;
import io.pagurus.events.WantedState;
import io.pagurus.gateway.fleet.FleetNode;
import io.pagurus.gateway.fleet.FleetSnapshot;
import java.util.HashMap;
import java.util.Map;

/** Immutable. Fleets of three regions, of nodes of three weights. */
final class Fleets {

    private static final String[] REGIONS = {"hk", "jp", "us"};
    private static final int[] SHARES = {60, 25, 15};

    private Fleets() {}

    static FleetSnapshot of(int size) {
        Map<String, FleetNode> nodes = new HashMap<>();
        Map<String, RegionState> regions = new HashMap<>();
        for (int i = 0; i < size; i++) {
            FleetNode node = FleetNode.of(node(i));
            nodes.put(node.id(), node);
        }
        for (int i = 0; i < REGIONS.length; i++) {
            regions.put(REGIONS[i], new RegionState(REGIONS[i], 1, SHARES[i]));
        }
        return new FleetSnapshot(nodes, regions);
    }

    private static NodeState node(int i) {
        return new NodeState(
                "node-" + i,
                1,
                REGIONS[i % REGIONS.length],
                "http://10.0.0.1:7401",
                50 + 50 * (i / REGIONS.length % 3),
                "/health",
                WantedState.ACTIVE,
                NodeHealth.HEALTHY,
                1);
    }
}
