package io.pagurus.events;

import java.util.Objects;

/**
 * Immutable. One entry of {@code claw.topology.log}: a change of the registry that somebody asks
 * for, with the version of the node or region that they saw. Accepted if and only if that is still
 * the current version; 0 means that it must not exist yet.
 */
public sealed interface TopologyChange extends Event {

    /** The version that the node or region must still have. */
    long expectedVersion();

    /**
     * A node is added, or its wanted state is replaced.
     *
     * @param url where it listens, such as {@code http://127.0.0.1:7401}
     * @param weight its share beside its peers, at least 0; 0 takes no new sessions
     * @param healthPath where it says whether it is ready, such as {@code /health}
     */
    record NodeRegistered(
            String nodeId,
            long expectedVersion,
            String region,
            String url,
            int weight,
            String healthPath,
            WantedState wanted)
            implements TopologyChange {
        public NodeRegistered {
            Objects.requireNonNull(nodeId, "nodeId");
            Objects.requireNonNull(region, "region");
            Objects.requireNonNull(url, "url");
            Objects.requireNonNull(healthPath, "healthPath");
            Objects.requireNonNull(wanted, "wanted");
        }

        @Override
        public String key() {
            return nodeId;
        }
    }

    /** A node is taken out of the registry. */
    record NodeRemoved(String nodeId, long expectedVersion) implements TopologyChange {
        public NodeRemoved {
            Objects.requireNonNull(nodeId, "nodeId");
        }

        @Override
        public String key() {
            return nodeId;
        }
    }

    /**
     * A node's health is decided anew.
     *
     * @param incarnation rises by 1 each time the node is readmitted
     */
    record NodeHealthChanged(
            String nodeId,
            long expectedVersion,
            NodeHealth health,
            long incarnation,
            Evidence evidence)
            implements TopologyChange {
        public NodeHealthChanged {
            Objects.requireNonNull(nodeId, "nodeId");
            Objects.requireNonNull(health, "health");
            Objects.requireNonNull(evidence, "evidence");
        }

        @Override
        public String key() {
            return nodeId;
        }
    }

    /** A region is added, or its weight is replaced. The weight is its share in percent. */
    record RegionRegistered(String region, long expectedVersion, int weight)
            implements TopologyChange {
        public RegionRegistered {
            Objects.requireNonNull(region, "region");
        }

        @Override
        public String key() {
            return region;
        }
    }
}
