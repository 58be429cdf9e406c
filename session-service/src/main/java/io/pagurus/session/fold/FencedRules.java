package io.pagurus.session.fold;

import io.pagurus.events.JournalRecord;
import io.pagurus.events.JournalRecord.AgentStateSet;
import io.pagurus.events.JournalRecord.OfTurn;
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
import org.jspecify.annotations.Nullable;

/**
 * Pure. The rules that were model-checked, in the order in which they are asked: whether the
 * session's state takes such an entry at all; the fence, which no repetition passes either, since
 * what a node that is not the owner holds in its hands may be another answer; whether it is of the
 * owner's last start; then the rule of the entry.
 */
public final class FencedRules implements Rules {

    private final FoldLimits limits;
    private final boolean attempts;
    private final TurnRules turns;
    private final TaskRules steps;
    private final QueueRules queue;

    /** The latest ones. */
    public FencedRules(FoldLimits limits) {
        this(limits, RulesVersion.LATEST);
    }

    public FencedRules(FoldLimits limits, RulesVersion version) {
        this.limits = limits;
        this.attempts = !RulesVersion.ATTEMPTS.isAfter(version);
        this.turns = new TurnRules(limits);
        this.steps = new TaskRules(limits);
        this.queue = new QueueRules(limits);
    }

    /** The bounds that these rules keep. */
    public FoldLimits limits() {
        return limits;
    }

    @Override
    public Folded fold(
            @Nullable SessionHeader before, EpochFloor floor, JournalRecord record, Position at) {
        if (before == null) {
            return LifecycleRules.first(floor, record, at);
        }
        Reason barred = barred(before.state(), record);
        return barred == null ? admitted(before, record, at) : Folded.refused(before, barred);
    }

    /** Why a session in this state does not take such an entry; null when it may. */
    private static @Nullable Reason barred(SessionState state, JournalRecord record) {
        if (record instanceof SessionDeleted) {
            return null;
        }
        boolean expires = record instanceof SessionExpired;
        return switch (state) {
            case SessionState.Active _, SessionState.Frozen _ -> null;
            case SessionState.Closed _ ->
                    expires || record instanceof SessionClosed ? null : Reason.CLOSED;
            case SessionState.Expired _ ->
                    expires || record instanceof OwnershipGranted ? null : Reason.EXPIRED;
            case SessionState.Deleted _ -> expires ? null : Reason.DELETED;
            case SessionState.Quarantined _ -> Reason.QUARANTINED;
        };
    }

    private Folded admitted(SessionHeader before, JournalRecord record, Position at) {
        return switch (record) {
            case OwnershipGranted r -> LifecycleRules.grant(before, r, at);
            case SessionFrozen r -> current(before, r, h -> LifecycleRules.freeze(h, r, at));
            case SessionThawed r -> current(before, r, h -> LifecycleRules.thaw(h, r, at));
            case SessionClosed r -> current(before, r, h -> LifecycleRules.close(h, r, at));
            case SessionExpired r -> current(before, r, h -> LifecycleRules.expire(h, r, at));
            case SessionDeleted r -> current(before, r, h -> LifecycleRules.delete(h, at));
            case TurnStarted r -> ofTurn(before, r, r.node(), at, h -> turns.start(h, r, at));
            case TaskIntended r -> ofTurn(before, r, r.node(), at, h -> steps.intend(h, r, at));
            case TaskFinished r -> ofTurn(before, r, r.node(), at, h -> steps.finish(h, r, at));
            case TurnCommitted r -> ofTurn(before, r, r.node(), at, h -> turns.commit(h, r, at));
            case TurnFailed r -> ofTurn(before, r, r.node(), at, h -> turns.fail(h, r, at));
            case AgentStateSet r -> owners(before, r, r.node(), h -> turns.setState(h, r, at));
            case TaskEnqueued r -> owners(before, r, r.node(), h -> queue.enqueue(h, r, at));
            case TaskLeased r -> owners(before, r, r.node(), h -> queue.lease(h, r, at));
            case TaskSettled r -> owners(before, r, r.node(), h -> queue.settle(h, r, at));
        };
    }

    /** For the owner, and within its epoch for its last start. */
    private Folded ofTurn(
            SessionHeader before, OfTurn record, String node, Position at, Rule rule) {
        return owners(
                before,
                record,
                node,
                h -> attempts ? AttemptRules.judge(h, record, at, rule) : rule.judge(h));
    }

    interface Rule {
        Folded judge(SessionHeader header);
    }

    /** For whoever knows the session's present epoch. */
    private static Folded current(SessionHeader before, JournalRecord record, Rule rule) {
        if (record.epoch() < before.epoch()) {
            return Folded.refused(before, Reason.STALE_EPOCH);
        }
        return record.epoch() > before.epoch()
                ? Folded.refused(before, Reason.UNKNOWN_EPOCH)
                : rule.judge(before);
    }

    /** For the owner of the present epoch alone. */
    private static Folded owners(
            SessionHeader before, JournalRecord record, String node, Rule rule) {
        return current(
                before,
                record,
                h -> h.ownedBy(node) ? rule.judge(h) : Folded.refused(h, Reason.NOT_OWNER));
    }
}
