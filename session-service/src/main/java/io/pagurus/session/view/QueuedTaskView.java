package io.pagurus.session.view;

import io.pagurus.session.fold.QueuedTask;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. A task of the session's queue, as the view has it.
 *
 * @param offset where in the journal its input is
 * @param attempts how many were begun
 * @param leasedBy the node that is at it; null while it waits
 */
record QueuedTaskView(
        String taskId,
        String tool,
        boolean idempotent,
        long offset,
        int attempts,
        int maxAttempts,
        Instant notBefore,
        @Nullable String leasedBy,
        @Nullable Instant leasedUntil) {

    static QueuedTaskView of(QueuedTask task) {
        QueuedTask.Lease lease = task.lease();
        return new QueuedTaskView(
                task.taskId(),
                task.tool(),
                task.idempotent(),
                task.offset(),
                task.attempts(),
                task.maxAttempts(),
                task.notBefore(),
                lease == null ? null : lease.node(),
                lease == null ? null : lease.until());
    }

    /** When somebody should look at it: when it is due, or its lease over. */
    long visibleAtMillis() {
        return (leasedUntil == null ? notBefore : leasedUntil).toEpochMilli();
    }
}
