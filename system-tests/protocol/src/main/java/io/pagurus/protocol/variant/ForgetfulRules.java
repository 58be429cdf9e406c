package io.pagurus.protocol.variant;

import io.pagurus.events.JournalRecord;
import io.pagurus.events.JournalRecord.TurnCommitted;
import io.pagurus.events.JournalRecord.TurnStarted;
import io.pagurus.session.fold.EpochFloor;
import io.pagurus.session.fold.Folded;
import io.pagurus.session.fold.Position;
import io.pagurus.session.fold.Rules;
import io.pagurus.session.fold.SessionHeader;
import org.jspecify.annotations.Nullable;

/** Pure, and wrong on purpose: no turn is known from before, since each id is made another one. */
record ForgetfulRules(Rules rules) implements Rules {

    @Override
    public Folded fold(
            @Nullable SessionHeader before, EpochFloor floor, JournalRecord record, Position at) {
        return rules.fold(before, floor, renamed(record, "@" + at.offset()), at);
    }

    private static JournalRecord renamed(JournalRecord record, String suffix) {
        return switch (record) {
            case TurnStarted r ->
                    new TurnStarted(
                            r.sessionId(),
                            r.epoch(),
                            r.node(),
                            r.turnId() + suffix,
                            r.requestDigest(),
                            r.streaming(),
                            r.startedAt());
            case TurnCommitted r ->
                    new TurnCommitted(
                            r.sessionId(),
                            r.epoch(),
                            r.node(),
                            r.seq(),
                            r.turnId() + suffix,
                            r.requestDigest(),
                            r.startedAt(),
                            r.messages(),
                            r.agentState(),
                            r.answerDigest());
            case JournalRecord other -> other;
        };
    }
}
