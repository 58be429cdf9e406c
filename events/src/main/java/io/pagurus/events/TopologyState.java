package io.pagurus.events;

import java.util.Objects;

/**
 * Immutable. One entry of the compacted topic {@code claw.topology}: what the registry now says of
 * a node or a region. An entry without data says that the node or region is gone.
 */
public sealed interface TopologyState extends Event {

    /** Rises by 1 with each accepted change of this node or region, from 1. */
    long version();

    /** A node as the fleet is to see it. */
    record NodeState(
            String nodeId,
            long version,
            String region,
            String url,
            int weight,
            String healthPath,
            WantedState wanted,
            NodeHealth health,
            long incarnation)
            implements TopologyState {
        public NodeState {
            Objects.requireNonNull(nodeId, "nodeId");
            Objects.requireNonNull(region, "region");
            Objects.requireNonNull(url, "url");
            Objects.requireNonNull(healthPath, "healthPath");
            Objects.requireNonNull(wanted, "wanted");
            Objects.requireNonNull(health, "health");
        }

        @Override
        public String key() {
            return "node:" + nodeId;
        }
    }

    /** A region and its share of new sessions, in percent. */
    record RegionState(String region, long version, int weight) implements TopologyState {
        public RegionState {
            Objects.requireNonNull(region, "region");
        }

        @Override
        public String key() {
            return "region:" + region;
        }
    }
}
