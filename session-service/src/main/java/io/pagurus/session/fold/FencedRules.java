package io.pagurus.session.fold;

import io.pagurus.events.JournalRecord;
import io.pagurus.events.JournalRecord.OwnershipGranted;
import io.pagurus.events.JournalRecord.TaskFinished;
import io.pagurus.events.JournalRecord.TaskIntended;
import io.pagurus.events.JournalRecord.TurnCommitted;
import io.pagurus.events.JournalRecord.TurnFailed;
import io.pagurus.events.JournalRecord.TurnStarted;
import io.pagurus.events.Owner;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Pure. The rules that were model-checked: a grant is accepted if and only if it begins the epoch
 * after the current one; a write only of the current epoch's owner; a turn only as the next one,
 * under an id that is new. The fence is asked first: not even a repetition is acknowledged to a
 * node that is not the owner, since what it holds in its hands may be another answer.
 */
public final class FencedRules implements Rules {

    private final FoldLimits limits;
    private final TurnRules turns;
    private final TaskRules tasks;

    public FencedRules(FoldLimits limits) {
        this.limits = limits;
        this.turns = new TurnRules(limits);
        this.tasks = new TaskRules(limits);
    }

    @Override
    public Folded fold(@Nullable SessionHeader before, JournalRecord record, Position at) {
        if (before != null && before.state() instanceof SessionState.Quarantined) {
            return Folded.refused(before, Reason.QUARANTINED);
        }
        return switch (record) {
            case OwnershipGranted grant -> grant(before, grant, at);
            case TurnStarted r -> write(before, r.epoch(), r.node(), h -> turns.start(h, r, at));
            case TaskIntended r -> write(before, r.epoch(), r.node(), h -> tasks.intend(h, r, at));
            case TaskFinished r -> write(before, r.epoch(), r.node(), h -> tasks.finish(h, r, at));
            case TurnCommitted r -> write(before, r.epoch(), r.node(), h -> turns.commit(h, r, at));
            case TurnFailed r -> write(before, r.epoch(), r.node(), h -> turns.fail(h, r, at));
        };
    }

    /** The bounds that these rules keep. */
    public FoldLimits limits() {
        return limits;
    }

    private static Folded grant(
            @Nullable SessionHeader before, OwnershipGranted grant, Position at) {
        if (before == null) {
            return grant.epoch() == 1
                    ? Folded.accepted(HeaderChange.opened(grant, at))
                    : Folded.refused(null, Reason.EPOCH_CONFLICT);
        }
        if (grant.epoch() == before.epoch() + 1) {
            return Folded.accepted(HeaderChange.granted(before, grant, at));
        }
        return isRepeated(before, before.owner(), grant)
                ? Folded.duplicate(before, before.seq())
                : Folded.refused(before, Reason.EPOCH_CONFLICT);
    }

    /** A caller that got no verdict asks again; two that want the same owner both have it. */
    private static boolean isRepeated(
            SessionHeader before, @Nullable Owner owner, OwnershipGranted grant) {
        return grant.epoch() == before.epoch()
                && grant.owner().equals(owner)
                && (grant.epoch() > 1 || Objects.equals(grant.principal(), before.principal()));
    }

    private interface OwnersWrite {
        Folded by(SessionHeader header);
    }

    private static Folded write(
            @Nullable SessionHeader before, long epoch, String node, OwnersWrite write) {
        if (before == null) {
            return Folded.refused(null, Reason.UNKNOWN_SESSION);
        }
        if (epoch < before.epoch()) {
            return Folded.refused(before, Reason.STALE_EPOCH);
        }
        if (epoch > before.epoch()) {
            return Folded.refused(before, Reason.UNKNOWN_EPOCH);
        }
        return before.ownedBy(node) ? write.by(before) : Folded.refused(before, Reason.NOT_OWNER);
    }
}
