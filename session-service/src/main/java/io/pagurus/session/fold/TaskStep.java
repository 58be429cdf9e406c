package io.pagurus.session.fold;

/**
 * Immutable. A tool step of the running turn; its input and result are not kept here.
 *
 * @param epoch under which the present attempt intended it; 0 when only an earlier attempt did
 * @param finished whether its result is in the journal
 */
public record TaskStep(
        String taskId, String tool, boolean idempotent, long epoch, boolean finished) {

    TaskStep intendedAgain(long newEpoch) {
        return new TaskStep(taskId, tool, idempotent, newEpoch, finished);
    }

    /** What an attempt left without a result, the next one has to intend itself. */
    TaskStep leftBehind() {
        return finished ? this : intendedAgain(0);
    }

    TaskStep done() {
        return new TaskStep(taskId, tool, idempotent, epoch, true);
    }
}
