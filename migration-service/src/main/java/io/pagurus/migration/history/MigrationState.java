package io.pagurus.migration.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. What is known of one migration: planned → running → completed or aborted. One that
 * could not even be planned is aborted at once.
 */
public sealed interface MigrationState {

    String migrationId();

    String nodeId();

    /** Its sessions are known, and on their way. */
    record Running(String migrationId, String nodeId, String reason, int planned, Instant plannedAt)
            implements MigrationState {}

    /** Nothing that it had planned is left with the node. */
    record Completed(
            String migrationId,
            String nodeId,
            String reason,
            int planned,
            int moved,
            int overtaken,
            Instant plannedAt,
            Instant completedAt)
            implements MigrationState {}

    /**
     * Sessions were left where they were.
     *
     * @param plan null when it could not be planned
     */
    record Aborted(
            String migrationId, String nodeId, String reason, int left, @Nullable Running plan)
            implements MigrationState {}
}
