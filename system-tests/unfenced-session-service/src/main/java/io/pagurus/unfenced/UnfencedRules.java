package io.pagurus.unfenced;

import io.pagurus.events.JournalRecord;
import io.pagurus.events.JournalRecord.AgentStateSet;
import io.pagurus.events.JournalRecord.OwnershipGranted;
import io.pagurus.events.JournalRecord.SessionClosed;
import io.pagurus.events.JournalRecord.SessionDeleted;
import io.pagurus.events.JournalRecord.SessionExpired;
import io.pagurus.events.JournalRecord.SessionFrozen;
import io.pagurus.events.JournalRecord.SessionThawed;
import io.pagurus.events.JournalRecord.TaskEnqueued;
import io.pagurus.events.JournalRecord.TaskFinished;
import io.pagurus.events.JournalRecord.TaskIntended;
import io.pagurus.events.JournalRecord.TaskLeased;
import io.pagurus.events.JournalRecord.TaskSettled;
import io.pagurus.events.JournalRecord.TurnCommitted;
import io.pagurus.events.JournalRecord.TurnFailed;
import io.pagurus.events.JournalRecord.TurnStarted;
import io.pagurus.session.fold.EpochFloor;
import io.pagurus.session.fold.FencedRules;
import io.pagurus.session.fold.FoldLimits;
import io.pagurus.session.fold.Folded;
import io.pagurus.session.fold.Position;
import io.pagurus.session.fold.Rules;
import io.pagurus.session.fold.SessionHeader;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import org.jspecify.annotations.Nullable;

/**
 * Pure, and wrong on purpose: the production rules, but every write counts as the current owner's.
 * Grants, the order of turns and their ids are judged as ever, so that the fence alone is missing.
 */
@Alternative
@Priority(1)
@ApplicationScoped
public class UnfencedRules implements Rules {

    private final FencedRules rules = new FencedRules(FoldLimits.DEFAULT);

    @Override
    public Folded fold(
            @Nullable SessionHeader before, EpochFloor floor, JournalRecord record, Position at) {
        return rules.fold(
                before,
                floor,
                before == null || before.owner() == null
                        ? record
                        : asTheOwner(record, before.epoch(), before.owner().node()),
                at);
    }

    private static JournalRecord asTheOwner(JournalRecord record, long epoch, String node) {
        return switch (record) {
            case OwnershipGranted _,
                    SessionFrozen _,
                    SessionThawed _,
                    SessionClosed _,
                    SessionExpired _,
                    SessionDeleted _ ->
                    record;
            case TurnStarted r ->
                    new TurnStarted(
                            r.sessionId(),
                            epoch,
                            node,
                            r.turnId(),
                            r.requestDigest(),
                            r.streaming(),
                            r.startedAt());
            case TaskIntended r ->
                    new TaskIntended(
                            r.sessionId(),
                            epoch,
                            node,
                            r.turnId(),
                            r.taskId(),
                            r.tool(),
                            r.idempotent(),
                            r.input());
            case TaskFinished r ->
                    new TaskFinished(
                            r.sessionId(), epoch, node, r.turnId(), r.taskId(), r.result());
            case TurnCommitted r ->
                    new TurnCommitted(
                            r.sessionId(),
                            epoch,
                            node,
                            r.seq(),
                            r.turnId(),
                            r.requestDigest(),
                            r.startedAt(),
                            r.messages(),
                            r.agentState(),
                            r.answerDigest());
            case TurnFailed r -> new TurnFailed(r.sessionId(), epoch, node, r.turnId(), r.reason());
            case AgentStateSet r ->
                    new AgentStateSet(
                            r.sessionId(), epoch, node, r.expectedVersion(), r.agentState());
            case TaskEnqueued r ->
                    new TaskEnqueued(
                            r.sessionId(),
                            epoch,
                            node,
                            r.taskId(),
                            r.tool(),
                            r.idempotent(),
                            r.input(),
                            r.notBefore(),
                            r.maxAttempts());
            case TaskLeased r ->
                    new TaskLeased(r.sessionId(), epoch, node, r.taskId(), r.attempt(), r.until());
            case TaskSettled r ->
                    new TaskSettled(
                            r.sessionId(),
                            epoch,
                            node,
                            r.taskId(),
                            r.attempt(),
                            r.outcome(),
                            r.result(),
                            r.retryAt());
        };
    }
}
