package io.pagurus.session.view;

import io.pagurus.events.JournalRecord;
import io.pagurus.session.fold.Digest;
import io.pagurus.session.fold.JournalEntry;
import io.pagurus.session.fold.RunningTurn;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.SessionState;
import io.pagurus.session.fold.TaskQueue;
import io.pagurus.session.fold.TaskStep;
import io.pagurus.session.fold.Turn;
import io.pagurus.session.fold.Verdict;
import io.pagurus.session.journal.FoldedEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. What one accepted entry changes in the view of its session.
 *
 * @param previousOffset the version that the view must be of; −1 when there must be none
 * @param offset the version that it is of afterwards
 * @param fields of the hash; an empty value drops the field
 * @param turn the committed turn as JSON; null when the entry commits none
 * @param turnId of that turn, as it is remembered
 * @param messages of that turn
 * @param dropTasks whether the steps are those of a turn that is no longer the running one
 * @param task the step that changed; null when none did
 * @param queue the queued tasks as JSON; null when they are what they were
 * @param regionLastSeen empty when nobody is to know any more that the session was; null when it
 *     stays what it was
 * @param bytes the entry's size in the journal, a measure of what the step holds in memory
 */
record ViewStep(
        String sessionId,
        int partition,
        long previousOffset,
        long offset,
        Map<String, String> fields,
        @Nullable String turn,
        @Nullable String turnId,
        int messages,
        boolean dropTasks,
        @Nullable TaskView task,
        @Nullable List<String> queue,
        @Nullable String regionLastSeen,
        int bytes) {

    static final long NONE = -1;

    /** The step of an entry; empty when the entry changed nothing. */
    static Optional<ViewStep> of(FoldedEntry folded) {
        SessionHeader after = folded.after();
        if (!folded.changed() || after == null) {
            return Optional.empty();
        }
        if (isEmptied(after)) {
            return Optional.of(emptied(after, folded.bytes()));
        }
        SessionHeader before = folded.before();
        JournalRecord record = acceptedRecord(folded);
        Map<String, String> fields = ViewFields.of(after);
        String turn = null;
        String turnId = null;
        int messages = 0;
        if (record instanceof JournalRecord.TurnCommitted committed) {
            turn = ViewJson.write(Turn.of(committed));
            turnId = turnMark(committed.turnId());
            messages = committed.messages().size();
            if (committed.agentState() != null) {
                fields.put("agent_state", committed.agentState().toString());
            }
        } else if (record instanceof JournalRecord.AgentStateSet set) {
            fields.put("agent_state", set.agentState().toString());
        }
        return Optional.of(
                new ViewStep(
                        after.sessionId(),
                        after.partition(),
                        before == null || isEmptied(before) ? NONE : before.lastOffset(),
                        after.lastOffset(),
                        fields,
                        turn,
                        turnId,
                        messages,
                        otherTurnRuns(before, after),
                        task(record, after.running()),
                        queue(before, after),
                        after.regionLastSeen(),
                        folded.bytes()));
    }

    /**
     * Whether nothing is left of the session but what fences off its old owners: it has no view.
     */
    static boolean isEmptied(SessionHeader header) {
        return header.state() instanceof SessionState.Expired
                || header.state() instanceof SessionState.Deleted;
    }

    /** Whether not even its region is kept, as it is of a session that expired. */
    static boolean isDeleted(SessionHeader header) {
        return header.state() instanceof SessionState.Deleted;
    }

    private static ViewStep emptied(SessionHeader after, int bytes) {
        return new ViewStep(
                after.sessionId(),
                after.partition(),
                NONE,
                after.lastOffset(),
                Map.of(),
                null,
                null,
                0,
                true,
                null,
                null,
                isDeleted(after) ? "" : null,
                bytes);
    }

    /**
     * A turn's id as the fold remembers it: eight bytes, as a signed number, of which Redis makes
     * ten in a list; as hex digits they would be eighteen.
     */
    static String turnMark(String turnId) {
        return turnMark(Digest.ofId(turnId));
    }

    static String turnMark(long id) {
        return Long.toString(id);
    }

    /** Whether the view goes, whatever it was. */
    boolean drops() {
        return fields.isEmpty();
    }

    private static @Nullable JournalRecord acceptedRecord(FoldedEntry folded) {
        return folded.verdict() instanceof Verdict.Accepted
                        && folded.entry() instanceof JournalEntry.Written(JournalRecord record)
                ? record
                : null;
    }

    private static boolean otherTurnRuns(@Nullable SessionHeader before, SessionHeader after) {
        RunningTurn was = before == null ? null : before.running();
        return was != null && after.running(was.turnId()) == null;
    }

    private static @Nullable List<String> queue(
            @Nullable SessionHeader before, SessionHeader after) {
        TaskQueue was = before == null ? TaskQueue.EMPTY : before.tasks();
        return was.open().equals(after.tasks().open()) ? null : QueuedTaskView.of(after.tasks());
    }

    private static @Nullable TaskView task(
            @Nullable JournalRecord record, @Nullable RunningTurn running) {
        return switch (record) {
            case JournalRecord.TaskIntended intended when running != null ->
                    new TaskView(
                            running.turnId(),
                            intended.taskId(),
                            intended.tool(),
                            intended.idempotent(),
                            null);
            case JournalRecord.TaskFinished finished when running != null ->
                    finished(running, finished);
            case null -> null;
            case JournalRecord _ -> null;
        };
    }

    private static @Nullable TaskView finished(
            RunningTurn running, JournalRecord.TaskFinished finished) {
        TaskStep step = running.step(finished.taskId());
        return step == null
                ? null
                : new TaskView(
                        running.turnId(),
                        step.taskId(),
                        step.tool(),
                        step.idempotent(),
                        finished.result());
    }
}
