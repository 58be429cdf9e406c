package io.pagurus.node.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pagurus.node.store.Ownership;
import io.pagurus.node.turn.TurnOutcome;

/** Thread-safe. The one place where a failure gets its status and its problem body. */
final class Problems {

    private Problems() {}

    /** The problem of a turn that has no answer. */
    static Problem of(TurnOutcome outcome) {
        return switch (outcome) {
            case TurnOutcome.Committed _ ->
                    throw new IllegalArgumentException("a committed turn is no problem");
            case TurnOutcome.Fenced fenced -> fenced(fenced);
            case TurnOutcome.Refused(String type, String reason, boolean retryable) ->
                    refused(type, reason, retryable);
            case TurnOutcome.Uncertain(String taskId, String tool) ->
                    Problem.from(
                            Problem.of(
                                            409,
                                            "uncertain",
                                            "It is not known whether a tool was called",
                                            "The call began, has no result, and must not be"
                                                    + " repeated.",
                                            false)
                                    .put("taskId", taskId)
                                    .put("tool", tool));
            case TurnOutcome.Failed(String reason) ->
                    Problem.from(Problem.of(502, "turn-failed", "The turn failed", reason, true));
            case TurnOutcome.DigestMismatch _ ->
                    Problem.from(
                            Problem.of(
                                    422,
                                    "digest-mismatch",
                                    "The turn id belongs to another request",
                                    "Send the same body as before, or another key.",
                                    false));
            case TurnOutcome.Quarantined _ ->
                    Problem.from(
                            Problem.of(
                                    409,
                                    "quarantined",
                                    "The session is in quarantine",
                                    "Its journal cannot be read; an operator has to act.",
                                    false));
            case TurnOutcome.Unavailable(String reason) -> unavailable(reason);
        };
    }

    private static Problem fenced(TurnOutcome.Fenced fenced) {
        ObjectNode body =
                Problem.of(
                        409,
                        "fenced",
                        "This node does not own the session",
                        "Not the owner, or not under that epoch.",
                        true);
        Ownership current = fenced.current();
        if (current != null) {
            ObjectNode told = body.putObject("current").put("epoch", current.epoch());
            told.putObject("owner").put("node", current.node()).put("region", current.region());
        }
        return Problem.from(body);
    }

    /** What may pass by itself is 503, so that whoever waits asks again; the rest is final. */
    private static Problem refused(String type, String reason, boolean retryable) {
        boolean over = type.equals("closed") || type.equals("deleted");
        return Problem.from(
                Problem.of(
                                retryable ? 503 : over ? 410 : 409,
                                type,
                                "The session does not take the turn",
                                reason,
                                retryable)
                        .put("reason", reason));
    }

    static Problem unavailable(String reason) {
        return Problem.from(Problem.of(503, "unavailable", "Not now", reason, true));
    }

    static Problem badRequest(String field, String expected) {
        return Problem.from(
                Problem.of(
                                400,
                                "bad-request",
                                "The request is not understood",
                                field + " is not as expected",
                                false)
                        .put("field", field)
                        .put("expected", expected));
    }

    static Problem tooLarge(long limit) {
        return Problem.from(
                Problem.of(
                                413,
                                "too-large",
                                "The request is too large",
                                "The body is over the limit.",
                                false)
                        .put("field", "body")
                        .put("expected", "at most " + limit + " bytes"));
    }

    static Problem notFound() {
        return Problem.from(
                Problem.of(404, "not-found", "No such thing", "See the node contract.", false));
    }
}
