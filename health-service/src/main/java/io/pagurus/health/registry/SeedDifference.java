package io.pagurus.health.registry;

import io.pagurus.events.TopologyChange;
import io.pagurus.events.TopologyChange.NodeRegistered;
import io.pagurus.events.TopologyChange.RegionRegistered;
import io.pagurus.events.TopologyState.NodeState;
import io.pagurus.events.TopologyState.RegionState;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. One point in which the seed file and the registry differ.
 *
 * @param kind {@code node} or {@code region}
 * @param field which of its fields; null where the whole entry is on one side only
 * @param seed what the file says; null where it says nothing
 * @param topology what the registry says; null where it says nothing
 */
@RegisterForReflection
public record SeedDifference(
        String kind,
        String id,
        @Nullable String field,
        @Nullable String seed,
        @Nullable String topology) {

    /** All differences; pure. Health and incarnation are none of the file's business. */
    static List<SeedDifference> between(List<TopologyChange> seed, Topology topology) {
        List<SeedDifference> found = new ArrayList<>();
        Set<String> regions = new HashSet<>();
        Set<String> nodes = new HashSet<>();
        for (TopologyChange wanted : seed) {
            switch (wanted) {
                case RegionRegistered region -> {
                    regions.add(region.region());
                    compare(region, topology.regions().get(region.region()), found);
                }
                case NodeRegistered node -> {
                    nodes.add(node.nodeId());
                    compare(node, topology.nodes().get(node.nodeId()), found);
                }
                case TopologyChange.NodeRemoved _, TopologyChange.NodeHealthChanged _ -> {}
            }
        }
        onlyInTopology("region", topology.regions().keySet(), regions, found);
        onlyInTopology("node", topology.nodes().keySet(), nodes, found);
        return List.copyOf(found);
    }

    private static void compare(
            RegionRegistered seed, @Nullable RegionState now, List<SeedDifference> found) {
        if (now == null) {
            found.add(new SeedDifference("region", seed.region(), null, "present", null));
            return;
        }
        field("region", seed.region(), "weight", seed.weight(), now.weight(), found);
    }

    private static void compare(
            NodeRegistered seed, @Nullable NodeState now, List<SeedDifference> found) {
        String id = seed.nodeId();
        if (now == null) {
            found.add(new SeedDifference("node", id, null, "present", null));
            return;
        }
        field("node", id, "region", seed.region(), now.region(), found);
        field("node", id, "url", seed.url(), now.url(), found);
        field("node", id, "weight", seed.weight(), now.weight(), found);
        field("node", id, "healthPath", seed.healthPath(), now.healthPath(), found);
        field("node", id, "wanted", seed.wanted(), now.wanted(), found);
    }

    private static void field(
            String kind,
            String id,
            String field,
            Object seed,
            Object now,
            List<SeedDifference> found) {
        if (!seed.equals(now)) {
            found.add(new SeedDifference(kind, id, field, seed.toString(), now.toString()));
        }
    }

    private static void onlyInTopology(
            String kind, Set<String> registered, Set<String> seeded, List<SeedDifference> found) {
        registered.stream()
                .filter(id -> !seeded.contains(id))
                .forEach(id -> found.add(new SeedDifference(kind, id, null, null, "present")));
    }

    @Override
    public String toString() {
        String what = kind + " " + id + (field == null ? "" : " " + field);
        return what + ": file " + orAbsent(seed) + ", registry " + orAbsent(topology);
    }

    private static String orAbsent(@Nullable String value) {
        return value == null ? "absent" : value;
    }
}
