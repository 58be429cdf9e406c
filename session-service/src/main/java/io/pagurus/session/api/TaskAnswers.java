package io.pagurus.session.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagurus.session.fold.QueuedTask;
import io.pagurus.session.fold.SessionHeader;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Immutable. The bodies of the answers about pending tasks. */
final class TaskAnswers {

    private TaskAnswers() {}

    /** The verdict is {@code accepted} or {@code duplicate}. */
    @RegisterForReflection
    record Enqueued(String verdict, String taskId) {}

    /**
     * What the caller may work at from now on, and what it may not.
     *
     * @param uncertain may have had their effect: the owner has to say how they ended
     * @param dead given up by this very call
     * @param nextDue when to ask again; null when nothing waits
     */
    @RegisterForReflection
    record Leases(
            List<Leased> tasks,
            List<Uncertain> uncertain,
            List<Dead> dead,
            @Nullable Instant nextDue) {}

    /** An attempt that has begun; heartbeats and the end name its number. */
    @RegisterForReflection
    record Leased(
            String taskId,
            String tool,
            boolean idempotent,
            int attempt,
            int maxAttempts,
            Instant until,
            JsonNode input) {}

    /** An attempt that was begun by {@code node}, without a word how it ended. */
    @RegisterForReflection
    record Uncertain(String taskId, String tool, int attempt, String node) {

        static Uncertain of(QueuedTask task, QueuedTask.Lease lease) {
            return new Uncertain(task.taskId(), task.tool(), task.attempts(), lease.node());
        }
    }

    /** The reason is {@code expired} or {@code attempts-exhausted}. */
    @RegisterForReflection
    record Dead(String taskId, String tool, String reason) {}

    @RegisterForReflection
    record Extended(String verdict, Instant until) {}

    /**
     * How the task stands after an attempt's end.
     *
     * @param state {@code waiting}, for its next attempt, or {@code done}, {@code dead}, {@code
     *     cancelled}
     * @param retryAt when it is due again; null when it is not
     */
    @RegisterForReflection
    record Finished(String verdict, String state, @Nullable Instant retryAt) {}

    /** The open tasks, in the order in which they were enqueued. */
    @RegisterForReflection
    record Open(List<OpenTask> tasks) {

        static Open of(SessionHeader header) {
            return new Open(
                    header.tasks().open().stream()
                            .map(task -> OpenTask.of(task, header.epoch()))
                            .toList());
        }
    }

    /**
     * A task that has not come to its end.
     *
     * @param state waiting, leased, or uncertain: an earlier owner began it and its tool must not
     *     be repeated
     * @param attempts how many were begun
     * @param lease of the last one; null while the task waits
     */
    @RegisterForReflection
    record OpenTask(
            String taskId,
            String tool,
            boolean idempotent,
            String state,
            Instant notBefore,
            int attempts,
            int maxAttempts,
            @Nullable LeaseView lease) {

        static OpenTask of(QueuedTask task, long epoch) {
            QueuedTask.Lease lease = task.lease();
            return new OpenTask(
                    task.taskId(),
                    task.tool(),
                    task.idempotent(),
                    lease == null ? "waiting" : task.uncertain(epoch) ? "uncertain" : "leased",
                    task.notBefore(),
                    task.attempts(),
                    task.maxAttempts(),
                    lease == null
                            ? null
                            : new LeaseView(lease.node(), lease.epoch(), lease.until()));
        }
    }

    @RegisterForReflection
    record LeaseView(String node, long epoch, Instant until) {}
}
