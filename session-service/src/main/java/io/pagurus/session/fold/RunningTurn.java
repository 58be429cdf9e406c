package io.pagurus.session.fold;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. The turn that was started last and has not ended. After a grant it is the interrupted
 * one, and the new owner goes on with it.
 *
 * @param startedAt of the first attempt, so that a replayed answer is the same bytes
 * @param startOffset of the first attempt: nothing of the turn stands before it in the journal
 * @param steps in the order of their first intent
 */
public record RunningTurn(
        String turnId,
        String requestDigest,
        Instant startedAt,
        boolean streaming,
        long startOffset,
        List<TaskStep> steps) {

    public RunningTurn {
        steps = List.copyOf(steps);
    }

    /** The step of a task; null when nobody intended it. */
    public @Nullable TaskStep step(String taskId) {
        return steps.stream().filter(step -> step.taskId().equals(taskId)).findFirst().orElse(null);
    }

    /** The steps that have no result. */
    public List<TaskStep> pending() {
        return steps.stream().filter(step -> !step.finished()).toList();
    }

    /** Whether a tool was called, or may have been, that must not be called again. */
    boolean hasStepsOfOneEffect() {
        return steps.stream().anyMatch(step -> !step.idempotent());
    }

    /** For another attempt, be it the same owner's: whoever runs it did not begin these steps. */
    RunningTurn restarted(boolean nowStreaming) {
        return new RunningTurn(
                turnId,
                requestDigest,
                startedAt,
                nowStreaming,
                startOffset,
                steps.stream().map(TaskStep::leftBehind).toList());
    }

    /** With the step replaced by the one of the same task, or added to the end. */
    RunningTurn with(TaskStep step) {
        List<TaskStep> after = new ArrayList<>(steps);
        for (int i = 0; i < after.size(); i++) {
            if (after.get(i).taskId().equals(step.taskId())) {
                after.set(i, step);
                return withSteps(after);
            }
        }
        after.add(step);
        return withSteps(after);
    }

    private RunningTurn withSteps(List<TaskStep> after) {
        return new RunningTurn(turnId, requestDigest, startedAt, streaming, startOffset, after);
    }
}
