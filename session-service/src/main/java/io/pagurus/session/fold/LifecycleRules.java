package io.pagurus.session.fold;

import io.pagurus.events.JournalRecord;
import io.pagurus.events.JournalRecord.OwnershipGranted;
import io.pagurus.events.JournalRecord.SessionClosed;
import io.pagurus.events.JournalRecord.SessionExpired;
import io.pagurus.events.JournalRecord.SessionFrozen;
import io.pagurus.events.JournalRecord.SessionThawed;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Pure. How a session comes to be, changes hands, rests and ends: a grant is accepted if and only
 * if what it expects is so, and it begins the epoch after that; the first one, an epoch that no
 * forgotten session can have had.
 */
final class LifecycleRules {

    private LifecycleRules() {}

    /** The first entry of a session, or the first one since it was forgotten. */
    static Folded first(EpochFloor floor, JournalRecord record, Position at) {
        if (!(record instanceof OwnershipGranted grant)) {
            return Folded.refused(null, Reason.UNKNOWN_SESSION);
        }
        return grant.expected() == 0 && floor.admits(grant.epoch())
                ? Folded.accepted(HeaderChange.opened(grant, at))
                : Folded.refused(null, Reason.EPOCH_CONFLICT);
    }

    static Folded grant(SessionHeader h, OwnershipGranted grant, Position at) {
        boolean expired = h.state() instanceof SessionState.Expired;
        if (grant.expected() == h.epoch() && grant.epoch() == h.epoch() + 1) {
            HeaderChange change = HeaderChange.of(h, at);
            return (expired ? change.openedBy(grant) : change.grantedTo(grant)).accepted();
        }
        // The grant that an expired session had is over: whoever asks for it again owns nothing.
        return !expired && isRepeated(h, grant)
                ? Folded.duplicate(h, h.seq())
                : Folded.refused(h, Reason.EPOCH_CONFLICT);
    }

    /** A caller that got no verdict asks again; two that want the same owner both have it. */
    private static boolean isRepeated(SessionHeader h, OwnershipGranted grant) {
        return grant.epoch() == h.epoch()
                && grant.owner().equals(h.owner())
                && (grant.expected() > 0
                        ? mayBeOf(h.principal(), grant.principal())
                        : Objects.equals(grant.principal(), h.principal()));
    }

    /** A later grant may have opened an expired session anew: for one principal, not for two. */
    private static boolean mayBeOf(@Nullable String opener, @Nullable String asker) {
        return opener == null || asker == null || opener.equals(asker);
    }

    static Folded freeze(SessionHeader h, SessionFrozen frozen, Position at) {
        if (h.state() instanceof SessionState.Frozen(String migrationId)) {
            return migrationId.equals(frozen.migrationId())
                    ? Folded.duplicate(h, h.seq())
                    : Folded.refused(h, Reason.FROZEN);
        }
        return HeaderChange.of(h, at)
                .state(new SessionState.Frozen(frozen.migrationId()))
                .accepted();
    }

    static Folded thaw(SessionHeader h, SessionThawed thawed, Position at) {
        if (!(h.state() instanceof SessionState.Frozen(String migrationId))) {
            return Folded.duplicate(h, h.seq());
        }
        return migrationId.equals(thawed.migrationId())
                ? HeaderChange.of(h, at).state(new SessionState.Active()).accepted()
                : Folded.refused(h, Reason.FROZEN);
    }

    static Folded close(SessionHeader h, SessionClosed closed, Position at) {
        return h.state() instanceof SessionState.Closed
                ? Folded.duplicate(h, h.seq())
                : HeaderChange.of(h, at)
                        .state(new SessionState.Closed(closed.reason()))
                        .ended()
                        .accepted();
    }

    /** Compare and set: whoever used the session meanwhile keeps it. */
    static Folded expire(SessionHeader h, SessionExpired expired, Position at) {
        if (expired.seenOffset() != h.lastOffset()) {
            return Folded.refused(h, Reason.CHANGED_MEANWHILE);
        }
        boolean empty =
                h.state() instanceof SessionState.Expired
                        || h.state() instanceof SessionState.Deleted;
        return empty
                ? Folded.forgotten()
                : HeaderChange.of(h, at).state(new SessionState.Expired()).emptied().accepted();
    }

    static Folded delete(SessionHeader h, Position at) {
        return h.state() instanceof SessionState.Deleted
                ? Folded.duplicate(h, h.seq())
                : HeaderChange.of(h, at).state(new SessionState.Deleted()).emptied().accepted();
    }
}
