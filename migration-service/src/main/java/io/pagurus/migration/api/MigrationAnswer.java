package io.pagurus.migration.api;

import io.pagurus.migration.history.MigrationState;
import io.pagurus.migration.history.MigrationState.Aborted;
import io.pagurus.migration.history.MigrationState.Completed;
import io.pagurus.migration.history.MigrationState.Running;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. A migration as the API shows it.
 *
 * @param reason why it was begun; for an aborted one, why it was aborted
 * @param state running, or how it ended
 * @param left sessions that were left with the node; 0 unless it was aborted
 */
@RegisterForReflection
public record MigrationAnswer(
        String migrationId,
        String nodeId,
        String reason,
        String state,
        int planned,
        int moved,
        int overtaken,
        int left,
        @Nullable Instant plannedAt,
        @Nullable Instant completedAt) {

    static MigrationAnswer of(MigrationState state) {
        return switch (state) {
            case Running(var id, var node, var reason, int planned, var at) ->
                    new MigrationAnswer(id, node, reason, "running", planned, 0, 0, 0, at, null);
            case Completed c ->
                    new MigrationAnswer(
                            c.migrationId(),
                            c.nodeId(),
                            c.reason(),
                            "completed",
                            c.planned(),
                            c.moved(),
                            c.overtaken(),
                            0,
                            c.plannedAt(),
                            c.completedAt());
            case Aborted(var id, var node, var reason, int left, var plan) ->
                    new MigrationAnswer(
                            id,
                            node,
                            reason,
                            "aborted",
                            plan == null ? 0 : plan.planned(),
                            0,
                            0,
                            left,
                            plan == null ? null : plan.plannedAt(),
                            null);
        };
    }
}
