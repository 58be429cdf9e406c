package io.pagurus.events;

import java.time.Instant;
import java.util.Objects;

/**
 * Immutable. What migration-service does with a node's sessions, on {@code claw.migration.events}.
 */
public sealed interface MigrationEvent extends Event {

    /**
     * Names the move; the id of the event that caused it, so that a restart resumes the same one.
     */
    String migrationId();

    /** The node that the sessions leave. */
    String nodeId();

    @Override
    default String key() {
        return nodeId();
    }

    /**
     * The sessions that need a new owner now are known.
     *
     * @param sessions how many: those with a running turn, a pending task or an open stream
     */
    record MigrationPlanned(
            String migrationId, String nodeId, String reason, int sessions, Instant plannedAt)
            implements MigrationEvent {
        public MigrationPlanned {
            Objects.requireNonNull(migrationId, "migrationId");
            Objects.requireNonNull(nodeId, "nodeId");
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(plannedAt, "plannedAt");
        }
    }

    /**
     * None of the planned sessions is left with the node.
     *
     * @param moved sessions whose grant this migration wrote
     * @param overtaken sessions that somebody else, such as a gateway, had moved before
     */
    record MigrationCompleted(
            String migrationId,
            String nodeId,
            String reason,
            int moved,
            int overtaken,
            Instant plannedAt,
            Instant completedAt)
            implements MigrationEvent {
        public MigrationCompleted {
            Objects.requireNonNull(migrationId, "migrationId");
            Objects.requireNonNull(nodeId, "nodeId");
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(plannedAt, "plannedAt");
            Objects.requireNonNull(completedAt, "completedAt");
        }
    }

    /** Nothing could be moved within the limits; the sessions wait for their next request. */
    record MigrationAborted(String migrationId, String nodeId, String reason, int left)
            implements MigrationEvent {
        public MigrationAborted {
            Objects.requireNonNull(migrationId, "migrationId");
            Objects.requireNonNull(nodeId, "nodeId");
            Objects.requireNonNull(reason, "reason");
        }
    }
}
