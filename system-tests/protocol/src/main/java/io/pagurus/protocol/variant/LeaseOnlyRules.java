package io.pagurus.protocol.variant;

import io.pagurus.events.JournalRecord;
import io.pagurus.events.JournalRecord.TaskEnqueued;
import io.pagurus.events.JournalRecord.TaskSettled;
import io.pagurus.session.fold.EpochFloor;
import io.pagurus.session.fold.Folded;
import io.pagurus.session.fold.Position;
import io.pagurus.session.fold.QueuedTask;
import io.pagurus.session.fold.Rules;
import io.pagurus.session.fold.SessionHeader;
import org.jspecify.annotations.Nullable;

/**
 * Pure, and wrong on purpose: who holds the lease of a queued task is all that counts. The number
 * of an attempt is not looked at, and a lease that is over is taken whatever its tool is.
 */
record LeaseOnlyRules(Rules rules) implements Rules {

    @Override
    public Folded fold(
            @Nullable SessionHeader before, EpochFloor floor, JournalRecord record, Position at) {
        return rules.fold(before, floor, before == null ? record : leaseAlone(before, record), at);
    }

    private static JournalRecord leaseAlone(SessionHeader before, JournalRecord record) {
        return switch (record) {
            case TaskEnqueued r ->
                    new TaskEnqueued(
                            r.sessionId(),
                            r.epoch(),
                            r.node(),
                            r.taskId(),
                            r.tool(),
                            true,
                            r.input(),
                            r.notBefore(),
                            r.maxAttempts());
            case TaskSettled r -> {
                QueuedTask task = before.tasks().task(r.taskId());
                yield new TaskSettled(
                        r.sessionId(),
                        r.epoch(),
                        r.node(),
                        r.taskId(),
                        task == null ? r.attempt() : task.attempts(),
                        r.outcome(),
                        r.result(),
                        r.retryAt());
            }
            case JournalRecord other -> other;
        };
    }
}
