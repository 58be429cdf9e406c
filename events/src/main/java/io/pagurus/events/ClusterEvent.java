package io.pagurus.events;

import java.util.Objects;

/** Immutable. What health-service decided, on {@code claw.cluster.events}. */
public sealed interface ClusterEvent extends Event {

    String nodeId();

    @Override
    default String key() {
        return nodeId();
    }

    /**
     * The node is out of rotation: gateways leave it, migration-service takes its sessions over.
     *
     * @param incarnation the life of the node that ended
     * @param version the node's version in the registry after the ejection
     */
    record NodeEjected(
            String nodeId, String region, long incarnation, long version, Evidence evidence)
            implements ClusterEvent {
        public NodeEjected {
            Objects.requireNonNull(nodeId, "nodeId");
            Objects.requireNonNull(region, "region");
            Objects.requireNonNull(evidence, "evidence");
        }
    }

    /** The node is in rotation, for the first time or again, as a new incarnation. */
    record NodeReadmitted(
            String nodeId, String region, long incarnation, long version, Evidence evidence)
            implements ClusterEvent {
        public NodeReadmitted {
            Objects.requireNonNull(nodeId, "nodeId");
            Objects.requireNonNull(region, "region");
            Objects.requireNonNull(evidence, "evidence");
        }
    }
}
