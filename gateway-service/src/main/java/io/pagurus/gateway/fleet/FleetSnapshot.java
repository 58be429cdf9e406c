package io.pagurus.gateway.fleet;

import io.pagurus.events.ClusterEvent;
import io.pagurus.events.TopologyState;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Immutable. One picture of the fleet. Two topics tell of it in no order between them, so each
 * entry carries the registry's version and the higher one stands.
 *
 * @param byId every registered node
 * @param regions every registered region
 */
public record FleetSnapshot(
        Map<String, FleetNode> byId, Map<String, TopologyState.RegionState> regions) {

    public static final FleetSnapshot EMPTY = new FleetSnapshot(Map.of(), Map.of());

    /**
     * What a region weighs that nobody has registered: as much as one that takes its full share.
     */
    private static final int UNREGISTERED_REGION_WEIGHT = 100;

    public FleetSnapshot {
        byId = Map.copyOf(byId);
        regions = Map.copyOf(regions);
    }

    public Collection<FleetNode> nodes() {
        return byId.values();
    }

    public Optional<FleetNode> node(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** A region's share of new sessions, in percent. */
    public int regionWeight(String region) {
        TopologyState.RegionState known = regions.get(region);
        return known == null ? UNREGISTERED_REGION_WEIGHT : known.weight();
    }

    /** The picture after an entry of the registry's projection. */
    public FleetSnapshot with(TopologyState state) {
        return switch (state) {
            case TopologyState.NodeState node -> with(FleetNode.of(node));
            case TopologyState.RegionState region -> with(region);
        };
    }

    /**
     * The picture after a decision of health-service; it comes before the projection's entry of the
     * same version. Of a node that is not known yet the projection will tell.
     */
    public FleetSnapshot with(ClusterEvent event) {
        FleetNode known = byId.get(event.nodeId());
        return switch (event) {
            case ClusterEvent.NodeEjected ejected
                    when known != null && ejected.version() > known.version() ->
                    with(known.ejected(ejected.version()));
            // A readmission waits for the projection: it alone has the URL that is right now.
            case ClusterEvent.NodeEjected _, ClusterEvent.NodeReadmitted _ -> this;
        };
    }

    /** The picture after an entry of the projection was deleted, named by its Kafka key. */
    public FleetSnapshot without(String key) {
        Map<String, FleetNode> nodes = new HashMap<>(byId);
        Map<String, TopologyState.RegionState> left = new HashMap<>(regions);
        nodes.values().removeIf(node -> ("node:" + node.id()).equals(key));
        left.values().removeIf(region -> region.key().equals(key));
        return new FleetSnapshot(nodes, left);
    }

    private FleetSnapshot with(FleetNode node) {
        FleetNode known = byId.get(node.id());
        if (known != null && known.version() > node.version()) {
            return this;
        }
        Map<String, FleetNode> nodes = new HashMap<>(byId);
        nodes.put(node.id(), node);
        return new FleetSnapshot(nodes, regions);
    }

    private FleetSnapshot with(TopologyState.RegionState region) {
        TopologyState.RegionState known = regions.get(region.region());
        if (known != null && known.version() > region.version()) {
            return this;
        }
        Map<String, TopologyState.RegionState> more = new HashMap<>(regions);
        more.put(region.region(), region);
        return new FleetSnapshot(byId, more);
    }
}
