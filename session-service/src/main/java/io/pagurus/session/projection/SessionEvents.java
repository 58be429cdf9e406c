package io.pagurus.session.projection;

import io.pagurus.events.JournalRecord;
import io.pagurus.events.JournalRecord.TaskSettled;
import io.pagurus.events.Owner;
import io.pagurus.events.SessionEvent;
import io.pagurus.session.fold.JournalEntry;
import io.pagurus.session.fold.QueuedTask;
import io.pagurus.session.fold.Reason;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.SessionState;
import io.pagurus.session.fold.Verdict;
import io.pagurus.session.journal.FoldedEntry;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Pure. The event that an entry's verdict is told as; most entries are told by none. */
final class SessionEvents {

    private SessionEvents() {}

    static Optional<SessionEvent> of(FoldedEntry folded) {
        return switch (folded.entry()) {
            case JournalEntry.Unreadable(String sessionId, String reason) ->
                    folded.changed()
                            ? Optional.of(new SessionEvent.SessionQuarantined(sessionId, reason))
                            : Optional.empty();
            case JournalEntry.Written(JournalRecord record) ->
                    switch (folded.verdict()) {
                        case Verdict.Accepted _ -> accepted(record, folded);
                        case Verdict.Duplicate _ -> Optional.empty();
                        case Verdict.Refused(Reason reason) ->
                                reason.isFence()
                                        ? fenced(record, reason, folded.before())
                                        : Optional.empty();
                    };
        };
    }

    private static Optional<SessionEvent> accepted(JournalRecord record, FoldedEntry folded) {
        SessionHeader before = folded.before();
        return switch (record) {
            case JournalRecord.OwnershipGranted grant -> Optional.of(granted(grant, before));
            case JournalRecord.TurnCommitted turn -> Optional.of(committed(turn, folded.after()));
            case JournalRecord.SessionClosed r ->
                    Optional.of(
                            new SessionEvent.SessionEnded(r.sessionId(), r.epoch(), r.reason()));
            case JournalRecord.SessionDeleted r ->
                    Optional.of(
                            new SessionEvent.SessionErased(
                                    r.sessionId(), r.epoch(), r.requestedBy()));
            // That the last trace of it goes too, nobody has to know.
            case JournalRecord.SessionExpired r ->
                    folded.after() == null
                            ? Optional.empty()
                            : Optional.of(new SessionEvent.SessionLapsed(r.sessionId(), r.epoch()));
            case JournalRecord.TaskSettled r -> dead(r, before, folded.after());
            case JournalRecord.TurnStarted _,
                    JournalRecord.TaskIntended _,
                    JournalRecord.TaskFinished _,
                    JournalRecord.TurnFailed _,
                    JournalRecord.SessionFrozen _,
                    JournalRecord.SessionThawed _,
                    JournalRecord.AgentStateSet _,
                    JournalRecord.TaskEnqueued _,
                    JournalRecord.TaskLeased _ ->
                    Optional.empty();
        };
    }

    private static SessionEvent committed(
            JournalRecord.TurnCommitted turn, @Nullable SessionHeader after) {
        Owner owner = after == null ? null : after.owner();
        return new SessionEvent.TurnAccepted(
                turn.sessionId(),
                turn.epoch(),
                turn.node(),
                turn.seq(),
                turn.turnId(),
                turn.messages().size(),
                owner == null ? null : owner.region());
    }

    /** A task that failed for the last time is as dead as one that was declared so. */
    private static Optional<SessionEvent> dead(
            JournalRecord.TaskSettled settled,
            @Nullable SessionHeader before,
            @Nullable SessionHeader after) {
        QueuedTask task = before == null ? null : before.tasks().task(settled.taskId());
        boolean given = Set.of(TaskSettled.DEAD, TaskSettled.FAILED).contains(settled.outcome());
        boolean open = after != null && after.tasks().task(settled.taskId()) != null;
        return task == null || !given || open
                ? Optional.empty()
                : Optional.of(
                        new SessionEvent.TaskDeadLettered(
                                settled.sessionId(),
                                settled.epoch(),
                                settled.node(),
                                task.taskId(),
                                task.tool(),
                                task.attempts()));
    }

    private static SessionEvent granted(
            JournalRecord.OwnershipGranted grant, @Nullable SessionHeader before) {
        Owner from = before == null ? null : before.owner();
        if (before == null || from == null || before.state() instanceof SessionState.Expired) {
            return new SessionEvent.SessionOpened(
                    grant.sessionId(),
                    grant.epoch(),
                    grant.owner(),
                    grant.principal(),
                    grant.requestedAt());
        }
        return new SessionEvent.SessionMoved(
                grant.sessionId(),
                grant.epoch(),
                from,
                grant.owner(),
                grant.reason(),
                grant.migrationId(),
                before.running() == null ? null : before.running().turnId(),
                grant.requestedAt());
    }

    private static Optional<SessionEvent> fenced(
            JournalRecord record, Reason reason, @Nullable SessionHeader current) {
        return switch (record) {
            case JournalRecord.TurnStarted r ->
                    Optional.of(refused(r, r.node(), r.turnId(), reason, current));
            case JournalRecord.TaskIntended r ->
                    Optional.of(refused(r, r.node(), r.turnId(), reason, current));
            case JournalRecord.TaskFinished r ->
                    Optional.of(refused(r, r.node(), r.turnId(), reason, current));
            case JournalRecord.TurnCommitted r ->
                    Optional.of(refused(r, r.node(), r.turnId(), reason, current));
            case JournalRecord.TurnFailed r ->
                    Optional.of(refused(r, r.node(), r.turnId(), reason, current));
            case JournalRecord.AgentStateSet r ->
                    Optional.of(refused(r, r.node(), null, reason, current));
            case JournalRecord.TaskEnqueued r ->
                    Optional.of(refused(r, r.node(), null, reason, current));
            case JournalRecord.TaskLeased r ->
                    Optional.of(refused(r, r.node(), null, reason, current));
            case JournalRecord.TaskSettled r ->
                    Optional.of(refused(r, r.node(), null, reason, current));
            // No node wrote these.
            case JournalRecord.OwnershipGranted _,
                    JournalRecord.SessionFrozen _,
                    JournalRecord.SessionThawed _,
                    JournalRecord.SessionClosed _,
                    JournalRecord.SessionExpired _,
                    JournalRecord.SessionDeleted _ ->
                    Optional.empty();
        };
    }

    private static SessionEvent refused(
            JournalRecord record,
            String node,
            @Nullable String turnId,
            Reason reason,
            @Nullable SessionHeader current) {
        return new SessionEvent.WriteRefused(
                record.sessionId(),
                record.epoch(),
                node,
                turnId,
                record.getClass().getSimpleName(),
                reason.text(),
                current == null ? 0 : current.epoch(),
                current == null ? null : current.owner());
    }
}
