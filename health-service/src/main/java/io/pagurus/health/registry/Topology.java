package io.pagurus.health.registry;

import io.pagurus.events.NodeHealth;
import io.pagurus.events.TopologyState.NodeState;
import io.pagurus.events.TopologyState.RegionState;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Immutable. What the log says so far: nodes and regions by id, and what is left of removed nodes,
 * so that a node registered again goes on with its versions and incarnations. The maps are sorted
 * by id and never change.
 */
public record Topology(
        Map<String, NodeState> nodes,
        Map<String, RegionState> regions,
        Map<String, Former> former) {

    /** What stays of a removed node: no version or incarnation of it is ever used twice. */
    public record Former(long version, long incarnation) {}

    public static final Topology EMPTY = new Topology(Map.of(), Map.of(), Map.of());

    public Optional<NodeState> node(String id) {
        return Optional.ofNullable(nodes.get(id));
    }

    public Optional<RegionState> region(String id) {
        return Optional.ofNullable(regions.get(id));
    }

    /** No node and no region is registered. */
    public boolean isEmpty() {
        return nodes.isEmpty() && regions.isEmpty();
    }

    public long count(NodeHealth health) {
        return nodes.values().stream().filter(node -> node.health() == health).count();
    }

    Topology with(NodeState node) {
        return new Topology(
                put(nodes, node.nodeId(), node), regions, without(former, node.nodeId()));
    }

    Topology with(RegionState region) {
        return new Topology(nodes, put(regions, region.region(), region), former);
    }

    Topology without(NodeState node) {
        Former left = new Former(node.version() + 1, node.incarnation());
        return new Topology(
                without(nodes, node.nodeId()), regions, put(former, node.nodeId(), left));
    }

    private static <V> Map<String, V> put(Map<String, V> map, String id, V value) {
        TreeMap<String, V> copy = new TreeMap<>(map);
        copy.put(id, value);
        return Collections.unmodifiableMap(copy);
    }

    private static <V> Map<String, V> without(Map<String, V> map, String id) {
        if (!map.containsKey(id)) {
            return map;
        }
        TreeMap<String, V> copy = new TreeMap<>(map);
        copy.remove(id);
        return Collections.unmodifiableMap(copy);
    }
}
