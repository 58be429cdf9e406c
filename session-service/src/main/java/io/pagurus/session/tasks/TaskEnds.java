package io.pagurus.session.tasks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.pagurus.events.JournalRecord;
import io.pagurus.events.JournalRecord.TaskLeased;
import io.pagurus.events.JournalRecord.TaskSettled;
import io.pagurus.events.Owner;
import io.pagurus.session.fold.JournalEntry;
import io.pagurus.session.fold.QueuedTask;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.SessionState;
import io.pagurus.session.fold.Verdict;
import io.pagurus.session.journal.CommitOutcome;
import io.pagurus.session.journal.FoldedEntry;
import io.pagurus.session.journal.JournalWriter;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe; blocks. Gives a task up as dead, in its owner's name. One that waits is leased
 * first: its next attempt is the fence that keeps the owner from beginning it in between. (Dying
 * between the two entries leaves a lease that is over: the task is looked at again, or, if its tool
 * must not be repeated, reported as uncertain.)
 */
public final class TaskEnds {

    /** What came of it. */
    public enum End {
        /** The task is dead. */
        DEAD,
        /** The task is not as it was, or its session is not: it was left alone. */
        LEFT,
        /** The journal did not answer. */
        UNKNOWN
    }

    private final JournalWriter journal;
    private final Clock clock;

    public TaskEnds(JournalWriter journal, Clock clock) {
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * Gives the task up.
     *
     * @param header the session whose task it is, as it was looked at
     */
    public End end(SessionHeader header, DueTasks.Over over) {
        Owner owner = header.owner();
        if (owner == null || !(header.state() instanceof SessionState.Active)) {
            return End.LEFT;
        }
        QueuedTask task = over.task();
        int attempt = task.attempts();
        if (task.lease() == null) {
            attempt++;
            FoldedEntry leased = write(lease(header, owner, task, attempt));
            if (leased == null || !begins(leased, attempt)) {
                return leased == null ? End.UNKNOWN : End.LEFT;
            }
        }
        FoldedEntry settled = write(settle(header, owner, task, attempt, over.reason()));
        if (settled == null) {
            return End.UNKNOWN;
        }
        return settled.verdict() instanceof Verdict.Refused ? End.LEFT : End.DEAD;
    }

    private JournalRecord lease(SessionHeader header, Owner owner, QueuedTask task, int attempt) {
        return new TaskLeased(
                header.sessionId(),
                header.epoch(),
                owner.node(),
                task.taskId(),
                attempt,
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    private static JournalRecord settle(
            SessionHeader header, Owner owner, QueuedTask task, int attempt, String reason) {
        return new TaskSettled(
                header.sessionId(),
                header.epoch(),
                owner.node(),
                task.taskId(),
                attempt,
                TaskSettled.DEAD,
                JsonNodeFactory.instance.objectNode().put("error", reason),
                null);
    }

    private @Nullable FoldedEntry write(JournalRecord record) {
        return journal.commit(record) instanceof CommitOutcome.Judged(FoldedEntry folded)
                ? folded
                : null;
    }

    /**
     * Whether this very entry began the attempt. The same attempt of the same owner, leased by
     * another call, is extended by it: then the other one has it.
     */
    public static boolean begins(FoldedEntry folded, int attempt) {
        if (!(folded.verdict() instanceof Verdict.Accepted)
                || folded.before() == null
                || !(folded.entry() instanceof JournalEntry.Written(TaskLeased leased))) {
            return false;
        }
        QueuedTask before = folded.before().tasks().task(leased.taskId());
        return before != null && before.attempts() < attempt;
    }
}
