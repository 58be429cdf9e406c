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
     */
    public Folded apply(@Nullable SessionHeader before, JournalEntry entry, Position at) {
        return switch (entry) {
            case JournalEntry.Written(var record) -> rules.fold(before, record, at);
            case JournalEntry.Unreadable(String sessionId, String reason) ->
                    quarantine(before, sessionId, reason, at);
        };
    }

    private static Folded quarantine(
            @Nullable SessionHeader before, String sessionId, String reason, Position at) {
        if (before == null) {
            return new Folded(
                    HeaderChange.bornQuarantined(sessionId, reason, at),
                    new Verdict.Refused(Reason.QUARANTINED));
        }
        SessionHeader after =
                switch (before.state()) {
                    case SessionState.Active _ -> HeaderChange.quarantined(before, reason, at);
                    case SessionState.Quarantined _ -> before;
                };
        return Folded.refused(after, Reason.QUARANTINED);
    }
}
