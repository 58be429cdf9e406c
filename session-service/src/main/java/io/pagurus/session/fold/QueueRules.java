package io.pagurus.session.fold;

import io.pagurus.events.JournalRecord.TaskEnqueued;
import io.pagurus.events.JournalRecord.TaskLeased;
import io.pagurus.events.JournalRecord.TaskSettled;

/**
 * Pure. What the owner may do with the session's queued tasks. The attempt's number is the fence;
 * the times of a lease are for whoever looks at a clock, which no rule does.
 */
final class QueueRules {

    private final FoldLimits limits;

    QueueRules(FoldLimits limits) {
        this.limits = limits;
    }

    Folded enqueue(SessionHeader h, TaskEnqueued enqueued, Position at) {
        QueuedTask known = h.tasks().task(enqueued.taskId());
        if (known != null) {
            return isSame(known, enqueued)
                    ? Folded.duplicate(h, h.seq())
                    : Folded.refused(h, Reason.TASK_CONFLICT);
        }
        if (h.tasks().isSettled(enqueued.taskId())) {
            return Folded.duplicate(h, h.seq());
        }
        return h.tasks().open().size() < limits.openTasks()
                ? change(h, h.tasks().plus(waiting(enqueued, at)), at)
                : Folded.refused(h, Reason.TOO_MANY_TASKS);
    }

    private static boolean isSame(QueuedTask known, TaskEnqueued enqueued) {
        return known.tool().equals(enqueued.tool())
                && known.idempotent() == enqueued.idempotent()
                && known.maxAttempts() == enqueued.maxAttempts()
                && known.inputDigest() == Digest.of(enqueued.input());
    }

    private static QueuedTask waiting(TaskEnqueued enqueued, Position at) {
        return new QueuedTask(
                enqueued.taskId(),
                enqueued.tool(),
                enqueued.idempotent(),
                Digest.of(enqueued.input()),
                at.offset(),
                enqueued.notBefore(),
                enqueued.maxAttempts(),
                0,
                null);
    }

    Folded lease(SessionHeader h, TaskLeased leased, Position at) {
        QueuedTask task = h.tasks().task(leased.taskId());
        if (task == null) {
            return Folded.refused(
                    h,
                    h.tasks().isSettled(leased.taskId())
                            ? Reason.TASK_SETTLED
                            : Reason.UNKNOWN_TASK);
        }
        if (leased.attempt() == task.attempts()) {
            return extend(h, task, leased, at);
        }
        if (leased.attempt() != task.attempts() + 1) {
            return Folded.refused(h, Reason.ATTEMPT_CONFLICT);
        }
        if (h.state() instanceof SessionState.Frozen) {
            return Folded.refused(h, Reason.FROZEN);
        }
        if (task.lease() != null && !task.idempotent()) {
            // Over or not, the attempt before may have had its effect.
            return Folded.refused(h, Reason.UNCERTAIN_TASK);
        }
        return leased.attempt() > task.maxAttempts()
                ? Folded.refused(h, Reason.ATTEMPTS_EXHAUSTED)
                : change(h, h.tasks().with(task.leased(leased.attempt(), leaseOf(leased))), at);
    }

    /** Whoever is at the task says that it still is; nobody else takes up an attempt half-way. */
    private static Folded extend(SessionHeader h, QueuedTask task, TaskLeased leased, Position at) {
        QueuedTask.Lease mine = leaseOf(leased);
        QueuedTask.Lease held = task.lease();
        if (held == null || held.epoch() != mine.epoch() || !held.node().equals(mine.node())) {
            return Folded.refused(h, Reason.ATTEMPT_CONFLICT);
        }
        return held.equals(mine)
                ? Folded.duplicate(h, h.seq())
                : change(h, h.tasks().with(task.leased(task.attempts(), mine)), at);
    }

    private static QueuedTask.Lease leaseOf(TaskLeased leased) {
        return new QueuedTask.Lease(leased.node(), leased.epoch(), leased.until());
    }

    Folded settle(SessionHeader h, TaskSettled settled, Position at) {
        QueuedTask task = h.tasks().task(settled.taskId());
        if (task == null) {
            return again(h, settled);
        }
        if (settled.attempt() != task.attempts()) {
            return Folded.refused(h, Reason.ATTEMPT_CONFLICT);
        }
        boolean failed = settled.outcome().equals(TaskSettled.FAILED);
        if (task.lease() == null) {
            // It waits for its next attempt because this one failed: that is known already.
            return failed && task.attempts() > 0
                    ? Folded.duplicate(h, h.seq())
                    : Folded.refused(h, Reason.NOT_LEASED);
        }
        if (failed && task.uncertain(h.epoch())) {
            // That would call its tool again. Whether the task is done, the owner has to say.
            return Folded.refused(h, Reason.UNCERTAIN_TASK);
        }
        return failed && task.attempts() < task.maxAttempts()
                ? change(h, h.tasks().with(task.waiting(settled.retryAt())), at)
                : change(
                        h,
                        h.tasks().settled(task.taskId(), end(settled), limits.settledTasks()),
                        at);
    }

    private static Folded again(SessionHeader h, TaskSettled settled) {
        if (!h.tasks().isSettled(settled.taskId())) {
            return Folded.refused(h, Reason.UNKNOWN_TASK);
        }
        return h.tasks().isSettledBy(settled.taskId(), end(settled))
                ? Folded.duplicate(h, h.seq())
                : Folded.refused(h, Reason.TASK_SETTLED);
    }

    /** Four bytes that stand for how the task came to its end. */
    private static int end(TaskSettled settled) {
        return Digest.ofRequest(
                settled.attempt()
                        + settled.outcome()
                        + (settled.result() == null ? "" : Digest.text(settled.result())));
    }

    private static Folded change(SessionHeader h, TaskQueue tasks, Position at) {
        return HeaderChange.of(h, at).tasks(tasks).accepted();
    }
}
