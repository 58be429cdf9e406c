package io.pagurus.session.projection;

import io.pagurus.events.JournalRecord;
import io.pagurus.events.Owner;
import io.pagurus.events.SessionEvent;
import io.pagurus.session.fold.JournalEntry;
import io.pagurus.session.fold.Reason;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.Verdict;
import io.pagurus.session.journal.FoldedEntry;
import java.util.Optional;
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
                        case Verdict.Accepted _ -> accepted(record, folded.before());
                        case Verdict.Duplicate _ -> Optional.empty();
                        case Verdict.Refused(Reason reason) ->
                                reason.isFence()
                                        ? fenced(record, reason, folded.before())
                                        : Optional.empty();
                    };
        };
    }

    private static Optional<SessionEvent> accepted(
            JournalRecord record, @Nullable SessionHeader before) {
        return switch (record) {
            case JournalRecord.OwnershipGranted grant -> Optional.of(granted(grant, before));
            case JournalRecord.TurnCommitted turn ->
                    Optional.of(
                            new SessionEvent.TurnAccepted(
                                    turn.sessionId(),
                                    turn.epoch(),
                                    turn.node(),
                                    turn.seq(),
                                    turn.turnId(),
                                    turn.messages().size()));
            case JournalRecord.TurnStarted _,
                    JournalRecord.TaskIntended _,
                    JournalRecord.TaskFinished _,
                    JournalRecord.TurnFailed _ ->
                    Optional.empty();
        };
    }

    private static SessionEvent granted(
            JournalRecord.OwnershipGranted grant, @Nullable SessionHeader before) {
        Owner from = before == null ? null : before.owner();
        if (before == null || from == null) {
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
            case JournalRecord.OwnershipGranted _ -> Optional.empty();
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
        };
    }

    private static SessionEvent refused(
            JournalRecord record,
            String node,
            String turnId,
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
