package io.pagurus.session.fold;

import org.jspecify.annotations.Nullable;

/**
 * Pure. Judges whatever stands in the journal: an entry that can be read by the rules, another one
 * by putting its session, and no other, in quarantine.
 */
public final class SessionFold {

    private final Rules rules;

    public SessionFold(Rules rules) {
        this.rules = rules;
    }

    /**
     * Judges the next entry.
     *
     * @param before the session before the entry; null when nobody opened it
     * @param floor of the entry's partition, before the entry; {@link EpochFloor#after} tells the
     *     next one
     */
    public Folded apply(
            @Nullable SessionHeader before, EpochFloor floor, JournalEntry entry, Position at) {
        return switch (entry) {
            case JournalEntry.Written(var record) -> rules.fold(before, floor, record, at);
            case JournalEntry.Unreadable(String sessionId, String reason) ->
                    quarantine(before, sessionId, reason, at);
        };
    }

    /** The header of a session of which nothing can be read, not even its first entry. */
    public static SessionHeader poisoned(String sessionId, String reason, int partition) {
        return HeaderChange.bornQuarantined(sessionId, reason, new Position(partition, -1));
    }

    private static Folded quarantine(
            @Nullable SessionHeader before, String sessionId, String reason, Position at) {
        if (before == null) {
            return new Folded(
                    HeaderChange.bornQuarantined(sessionId, reason, at),
                    new Verdict.Refused(Reason.QUARANTINED));
        }
        boolean mayChange =
                switch (before.state()) {
                    case SessionState.Active _,
                            SessionState.Frozen _,
                            SessionState.Closed _,
                            SessionState.Expired _ ->
                            true;
                    // Whatever it says, a deleted session has nothing that it could spoil.
                    case SessionState.Deleted _, SessionState.Quarantined _ -> false;
                };
        SessionHeader after =
                mayChange
                        ? HeaderChange.of(before, at)
                                .state(new SessionState.Quarantined(reason))
                                .header()
                        : before;
        return Folded.refused(after, Reason.QUARANTINED);
    }
}
