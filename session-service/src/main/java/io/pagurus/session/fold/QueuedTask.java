package io.pagurus.session.fold;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. A task of the session's queue that has not come to its end. Its input is not kept
 * here.
 *
 * @param inputDigest eight bytes that stand for the input: another input is another task
 * @param offset where in the journal it was enqueued, with its input
 * @param notBefore when it is due; data, never compared with a clock by the fold
 * @param attempts how many were begun; the last one's number is the task's fence
 * @param lease of the attempt that runs; null while the task waits
 */
public record QueuedTask(
        String taskId,
        String tool,
        boolean idempotent,
        long inputDigest,
        long offset,
        Instant notBefore,
        int maxAttempts,
        int attempts,
        @Nullable Lease lease) {

    /**
     * Immutable. Who is at the task.
     *
     * @param epoch under which the attempt began
     * @param until when somebody should look after it; data, as above
     */
    public record Lease(String node, long epoch, Instant until) {}

    QueuedTask leased(int attempt, Lease newLease) {
        return new QueuedTask(
                taskId,
                tool,
                idempotent,
                inputDigest,
                offset,
                notBefore,
                maxAttempts,
                attempt,
                newLease);
    }

    QueuedTask waiting(@Nullable Instant retryAt) {
        return new QueuedTask(
                taskId,
                tool,
                idempotent,
                inputDigest,
                offset,
                retryAt == null ? notBefore : retryAt,
                maxAttempts,
                attempts,
                null);
    }

    /**
     * Whether nobody knows if the attempt that was begun had its effect: its owner was replaced,
     * and the tool must not be called again to find out.
     */
    public boolean uncertain(long currentEpoch) {
        return lease != null && !idempotent && lease.epoch() < currentEpoch;
    }
}
