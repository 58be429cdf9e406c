package io.pagurus.session.fold;

import io.pagurus.events.JournalRecord.TaskFinished;
import io.pagurus.events.JournalRecord.TaskIntended;

/** Pure. What the owner may do with the tool steps of the running turn. */
final class TaskRules {

    private final FoldLimits limits;

    TaskRules(FoldLimits limits) {
        this.limits = limits;
    }

    Folded intend(SessionHeader h, TaskIntended intent, Position at) {
        RunningTurn turn = h.running(intent.turnId());
        if (turn == null) {
            return Folded.refused(h, Reason.NO_RUNNING_TURN);
        }
        TaskStep known = turn.step(intent.taskId());
        if (known != null) {
            return again(h, turn, known, intent, at);
        }
        if (turn.steps().size() >= limits.stepsPerTurn()) {
            return Folded.refused(h, Reason.TOO_MANY_STEPS);
        }
        TaskStep step =
                new TaskStep(
                        intent.taskId(), intent.tool(), intent.idempotent(), intent.epoch(), false);
        return HeaderChange.of(h, at).running(turn.with(step)).accepted();
    }

    /**
     * Within one attempt it is the same owner that got no verdict. After a takeover or another
     * start only a tool that may be repeated is intended again: of the other nobody knows whether
     * it had its effect.
     */
    private static Folded again(
            SessionHeader h, RunningTurn turn, TaskStep known, TaskIntended intent, Position at) {
        if (!known.tool().equals(intent.tool()) || known.idempotent() != intent.idempotent()) {
            return Folded.refused(h, Reason.TASK_CONFLICT);
        }
        if (known.finished() || known.epoch() == intent.epoch()) {
            return Folded.duplicate(h, h.seq());
        }
        return known.idempotent()
                ? HeaderChange.of(h, at)
                        .running(turn.with(known.intendedAgain(intent.epoch())))
                        .accepted()
                : Folded.refused(h, Reason.UNCERTAIN_TASK);
    }

    Folded finish(SessionHeader h, TaskFinished result, Position at) {
        RunningTurn turn = h.running(result.turnId());
        if (turn == null) {
            return Folded.refused(h, Reason.NO_RUNNING_TURN);
        }
        TaskStep step = turn.step(result.taskId());
        if (step == null) {
            return Folded.refused(h, Reason.UNKNOWN_TASK);
        }
        return step.finished()
                ? Folded.duplicate(h, h.seq())
                : HeaderChange.of(h, at).running(turn.with(step.done())).accepted();
    }
}
