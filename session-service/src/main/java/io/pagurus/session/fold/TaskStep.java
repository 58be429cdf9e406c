package io.pagurus.session.fold;

/**
 * Immutable. A tool step of the running turn; its input and result are not kept here.
 *
 * @param epoch the epoch under which it was (last) intended
 * @param finished whether its result is in the journal
 */
public record TaskStep(
        String taskId, String tool, boolean idempotent, long epoch, boolean finished) {

    TaskStep intendedAgain(long newEpoch) {
        return new TaskStep(taskId, tool, idempotent, newEpoch, finished);
    }

    TaskStep done() {
        return new TaskStep(taskId, tool, idempotent, epoch, true);
    }
}
