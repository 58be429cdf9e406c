package io.pagurus.protocol.simulation;

import io.pagurus.events.JournalRecord;
import io.pagurus.events.JournalRecord.SessionClosed;
import io.pagurus.events.JournalRecord.SessionDeleted;
import io.pagurus.events.JournalRecord.SessionExpired;
import io.pagurus.session.fold.SessionHeader;

/**
 * Confined to one thread. A session comes to its end: closed, deleted or left alone, then expired,
 * and forgotten after a time that is longer than anything is late, as thirty days are.
 */
final class SessionEnd {

    private static final long UNUSED = 60 * Weather.SECOND;

    private final Fleet fleet;
    private final String session;

    private SessionEnd(Fleet fleet, String session) {
        this.fleet = fleet;
        this.session = session;
    }

    static SessionEnd of(Fleet fleet, String session) {
        return new SessionEnd(fleet, session);
    }

    void begin() {
        SessionHeader header = fleet.store().look(session);
        if (header != null && fleet.weather().oneIn(2)) {
            JournalRecord end =
                    fleet.weather().oneIn(2)
                            ? new SessionClosed(session, header.epoch(), "done")
                            : new SessionDeleted(session, header.epoch(), "op");
            fleet.store().write(end, _ -> {});
        }
        fleet.schedule().in(UNUSED, this::expires);
    }

    private void expires() {
        SessionHeader header = fleet.store().look(session);
        if (header == null) {
            return;
        }
        fleet.store()
                .write(
                        new SessionExpired(session, header.epoch(), header.lastOffset()),
                        _ -> fleet.schedule().in(UNUSED, this::expires));
    }
}
