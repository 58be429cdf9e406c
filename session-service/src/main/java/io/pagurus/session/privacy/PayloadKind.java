package io.pagurus.session.privacy;

/**
 * Immutable. Which payload of a session it is: bound to the ciphertext, so that one cannot stand
 * for another. No id contains a slash.
 */
public record PayloadKind(String text) {

    /** What a turn adds to the history. */
    public static PayloadKind turn(String turnId) {
        return new PayloadKind("turn/" + turnId);
    }

    /** What the agent keeps for itself. */
    public static PayloadKind agentState() {
        return new PayloadKind("state");
    }

    /** What a tool step of a turn is called with. */
    public static PayloadKind stepInput(String turnId, String taskId) {
        return new PayloadKind("step/" + turnId + "/" + taskId + "/input");
    }

    /** What the tool of a step answered. */
    public static PayloadKind stepResult(String turnId, String taskId) {
        return new PayloadKind("step/" + turnId + "/" + taskId + "/result");
    }

    /** What a queued task is called with. */
    public static PayloadKind taskInput(String taskId) {
        return new PayloadKind("task/" + taskId + "/input");
    }

    /** How a queued task ended. */
    public static PayloadKind taskResult(String taskId) {
        return new PayloadKind("task/" + taskId + "/result");
    }
}
