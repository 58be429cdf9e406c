package io.pagurus.protocol.variant;

import io.pagurus.events.JournalRecord;
import io.pagurus.events.JournalRecord.TaskFinished;
import io.pagurus.events.JournalRecord.TaskIntended;
import io.pagurus.events.JournalRecord.TurnCommitted;
import io.pagurus.events.JournalRecord.TurnStarted;
import io.pagurus.events.Owner;
import io.pagurus.session.fold.EpochFloor;
import io.pagurus.session.fold.Folded;
import io.pagurus.session.fold.Position;
import io.pagurus.session.fold.Rules;
import io.pagurus.session.fold.SessionHeader;
import org.jspecify.annotations.Nullable;

/** Pure, and wrong on purpose: every write of a turn counts as the current owner's. */
record UnfencedRules(Rules rules) implements Rules {

    @Override
    public Folded fold(
            @Nullable SessionHeader before, EpochFloor floor, JournalRecord record, Position at) {
        Owner owner = before == null ? null : before.owner();
        return rules.fold(
                before,
                floor,
                before == null || owner == null ? record : as(record, before.epoch(), owner.node()),
                at);
    }

    private static JournalRecord as(JournalRecord record, long epoch, String node) {
        return switch (record) {
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
            case JournalRecord other -> other;
        };
    }
}
