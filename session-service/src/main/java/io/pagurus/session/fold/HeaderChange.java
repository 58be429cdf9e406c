package io.pagurus.session.fold;

import io.pagurus.events.JournalRecord;
import io.pagurus.events.Owner;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pure. The header that follows from an accepted entry; whether it is accepted, others decide. */
final class HeaderChange {

    private HeaderChange() {}

    static SessionHeader opened(JournalRecord.OwnershipGranted grant, Position at) {
        return new SessionHeader(
                grant.sessionId(),
                grant.epoch(),
                grant.owner(),
                new SessionState.Active(),
                0,
                at.partition(),
                at.offset(),
                at.offset(),
                grant.principal(),
                grant.owner().region(),
                null,
                List.of());
    }

    /** The running turn stays: it is the interrupted one. */
    static SessionHeader granted(
            SessionHeader h, JournalRecord.OwnershipGranted grant, Position at) {
        return new SessionHeader(
                h.sessionId(),
                grant.epoch(),
                grant.owner(),
                h.state(),
                h.seq(),
                h.partition(),
                h.firstOffset(),
                at.offset(),
                h.principal(),
                h.regionLastSeen(),
                h.running(),
                h.remembered());
    }

    static SessionHeader running(SessionHeader h, @Nullable RunningTurn running, Position at) {
        return new SessionHeader(
                h.sessionId(),
                h.epoch(),
                h.owner(),
                h.state(),
                h.seq(),
                h.partition(),
                h.firstOffset(),
                at.offset(),
                h.principal(),
                regionOf(h.owner()),
                running,
                h.remembered());
    }

    static SessionHeader committed(
            SessionHeader h, JournalRecord.TurnCommitted turn, int window, Position at) {
        RunningTurn stillRunning = h.running(turn.turnId()) == null ? h.running() : null;
        return new SessionHeader(
                h.sessionId(),
                h.epoch(),
                h.owner(),
                h.state(),
                turn.seq(),
                h.partition(),
                h.firstOffset(),
                at.offset(),
                h.principal(),
                regionOf(h.owner()),
                stillRunning,
                remember(h.remembered(), turn, window, at));
    }

    static SessionHeader quarantined(SessionHeader h, String reason, Position at) {
        return new SessionHeader(
                h.sessionId(),
                h.epoch(),
                h.owner(),
                new SessionState.Quarantined(reason),
                h.seq(),
                h.partition(),
                h.firstOffset(),
                at.offset(),
                h.principal(),
                h.regionLastSeen(),
                h.running(),
                h.remembered());
    }

    static SessionHeader bornQuarantined(String sessionId, String reason, Position at) {
        return new SessionHeader(
                sessionId,
                0,
                null,
                new SessionState.Quarantined(reason),
                0,
                at.partition(),
                at.offset(),
                at.offset(),
                null,
                null,
                null,
                List.of());
    }

    private static List<RememberedTurn> remember(
            List<RememberedTurn> before,
            JournalRecord.TurnCommitted turn,
            int window,
            Position at) {
        int forgotten = Math.max(0, before.size() + 1 - window);
        List<RememberedTurn> after = new ArrayList<>(before.subList(forgotten, before.size()));
        after.add(
                new RememberedTurn(
                        turn.seq(),
                        turn.turnId(),
                        turn.requestDigest(),
                        AnswerDigest.of(turn.messages()),
                        at.offset()));
        return after;
    }

    private static @Nullable String regionOf(@Nullable Owner owner) {
        return owner == null ? null : owner.region();
    }
}
