package io.pagurus.session.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagurus.events.JournalRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pure. The payloads of the journal's records: the one place that says which they are. */
final class RecordPayloads {

    /** What becomes of each payload. */
    interface Mapping {

        List<JsonNode> messages(PayloadKind kind, List<JsonNode> messages);

        JsonNode value(PayloadKind kind, JsonNode value);

        default @Nullable String answerDigest(JournalRecord.TurnCommitted before) {
            return before.answerDigest();
        }
    }

    private RecordPayloads() {}

    /** Whether there is anything in it to be sealed. */
    static boolean has(JournalRecord record) {
        return switch (record) {
            case JournalRecord.TurnCommitted _,
                    JournalRecord.AgentStateSet _,
                    JournalRecord.TaskIntended _,
                    JournalRecord.TaskFinished _,
                    JournalRecord.TaskEnqueued _ ->
                    true;
            case JournalRecord.TaskSettled settled -> settled.result() != null;
            case JournalRecord.OwnershipGranted _,
                    JournalRecord.TurnStarted _,
                    JournalRecord.TurnFailed _,
                    JournalRecord.TaskLeased _,
                    JournalRecord.SessionFrozen _,
                    JournalRecord.SessionThawed _,
                    JournalRecord.SessionClosed _,
                    JournalRecord.SessionExpired _,
                    JournalRecord.SessionDeleted _ ->
                    false;
        };
    }

    /** The record with other payloads. */
    static JournalRecord map(JournalRecord record, Mapping to) {
        return switch (record) {
            case JournalRecord.TurnCommitted r -> committed(r, to);
            case JournalRecord.AgentStateSet r ->
                    new JournalRecord.AgentStateSet(
                            r.sessionId(),
                            r.epoch(),
                            r.node(),
                            r.expectedVersion(),
                            to.value(PayloadKind.agentState(), r.agentState()));
            case JournalRecord.TaskIntended r ->
                    new JournalRecord.TaskIntended(
                            r.sessionId(),
                            r.epoch(),
                            r.node(),
                            r.turnId(),
                            r.taskId(),
                            r.tool(),
                            r.idempotent(),
                            to.value(PayloadKind.stepInput(r.turnId(), r.taskId()), r.input()),
                            r.attempt());
            case JournalRecord.TaskFinished r ->
                    new JournalRecord.TaskFinished(
                            r.sessionId(),
                            r.epoch(),
                            r.node(),
                            r.turnId(),
                            r.taskId(),
                            to.value(PayloadKind.stepResult(r.turnId(), r.taskId()), r.result()),
                            r.attempt());
            case JournalRecord.TaskEnqueued r ->
                    new JournalRecord.TaskEnqueued(
                            r.sessionId(),
                            r.epoch(),
                            r.node(),
                            r.taskId(),
                            r.tool(),
                            r.idempotent(),
                            to.value(PayloadKind.taskInput(r.taskId()), r.input()),
                            r.notBefore(),
                            r.maxAttempts());
            case JournalRecord.TaskSettled r ->
                    new JournalRecord.TaskSettled(
                            r.sessionId(),
                            r.epoch(),
                            r.node(),
                            r.taskId(),
                            r.attempt(),
                            r.outcome(),
                            optional(PayloadKind.taskResult(r.taskId()), r.result(), to),
                            r.retryAt());
            case JournalRecord.OwnershipGranted _,
                    JournalRecord.TurnStarted _,
                    JournalRecord.TurnFailed _,
                    JournalRecord.TaskLeased _,
                    JournalRecord.SessionFrozen _,
                    JournalRecord.SessionThawed _,
                    JournalRecord.SessionClosed _,
                    JournalRecord.SessionExpired _,
                    JournalRecord.SessionDeleted _ ->
                    record;
        };
    }

    private static JournalRecord committed(JournalRecord.TurnCommitted r, Mapping to) {
        return new JournalRecord.TurnCommitted(
                r.sessionId(),
                r.epoch(),
                r.node(),
                r.seq(),
                r.turnId(),
                r.requestDigest(),
                r.startedAt(),
                to.messages(PayloadKind.turn(r.turnId()), r.messages()),
                optional(PayloadKind.agentState(), r.agentState(), to),
                to.answerDigest(r),
                r.attempt());
    }

    private static @Nullable JsonNode optional(
            PayloadKind kind, @Nullable JsonNode value, Mapping to) {
        return value == null ? null : to.value(kind, value);
    }
}
