package io.pagurus.session.fold;

import org.jspecify.annotations.Nullable;

/**
 * Immutable. The queued tasks, within a header's bytes.
 *
 * @param base the offset that offsets are written as the distance from
 */
record QueueCodec(long base) {

    private static final int IDEMPOTENT = 1;
    private static final int LEASED = 2;

    void write(HeaderOutput out, TaskQueue queue) {
        out.number(queue.open().size());
        queue.open().forEach(task -> write(out, task));
        HeaderCodec.marks(out, queue.settled());
    }

    TaskQueue read(HeaderInput in) {
        return TaskQueue.of(HeaderCodec.list(in, this::task), HeaderCodec.marks(in));
    }

    private void write(HeaderOutput out, QueuedTask task) {
        QueuedTask.Lease lease = task.lease();
        out.oneByte((task.idempotent() ? IDEMPOTENT : 0) | (lease == null ? 0 : LEASED));
        out.text(task.taskId());
        out.text(task.tool());
        out.fixed(task.inputDigest());
        out.signed(task.offset() - base);
        out.time(task.notBefore());
        out.number(task.maxAttempts());
        out.number(task.attempts());
        if (lease != null) {
            out.text(lease.node());
            out.number(lease.epoch());
            out.time(lease.until());
        }
    }

    private QueuedTask task(HeaderInput in) {
        int flags = in.oneByte();
        return new QueuedTask(
                in.text(),
                in.text(),
                (flags & IDEMPOTENT) != 0,
                in.fixedLong(),
                base + in.signed(),
                in.time(),
                in.small(),
                in.small(),
                lease(in, flags));
    }

    private static QueuedTask.@Nullable Lease lease(HeaderInput in, int flags) {
        return (flags & LEASED) == 0
                ? null
                : new QueuedTask.Lease(in.text(), in.number(), in.time());
    }
}
