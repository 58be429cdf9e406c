package io.pagurus.session.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.pagurus.session.fold.QueuedTask;
import io.pagurus.session.fold.TaskQueue;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. A task of the session's queue, as the view has it.
 *
 * @param visibleAt when somebody should look at it: when it is due, or its lease over
 * @param offset where in the journal its input is
 * @param attempts how many were begun
 * @param leasedBy the node that is at it; null while it waits
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record QueuedTaskView(
        String taskId,
        Instant visibleAt,
        String tool,
        boolean idempotent,
        long offset,
        int attempts,
        int maxAttempts,
        @Nullable String leasedBy) {

    /** The open tasks as JSON, by the time when somebody should look at them. */
    static List<String> of(TaskQueue queue) {
        return queue.open().stream()
                .map(QueuedTaskView::of)
                .sorted(
                        Comparator.comparing(QueuedTaskView::visibleAt)
                                .thenComparing(QueuedTaskView::taskId))
                .map(ViewJson::write)
                .toList();
    }

    private static QueuedTaskView of(QueuedTask task) {
        QueuedTask.Lease lease = task.lease();
        return new QueuedTaskView(
                task.taskId(),
                lease == null ? task.notBefore() : lease.until(),
                task.tool(),
                task.idempotent(),
                task.offset(),
                task.attempts(),
                task.maxAttempts(),
                lease == null ? null : lease.node());
    }
}
