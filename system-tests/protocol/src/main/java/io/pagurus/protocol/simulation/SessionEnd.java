package io.pagurus.protocol.simulation;

import io.pagurus.events.JournalRecord;
import io.pagurus.events.JournalRecord.SessionClosed;
import io.pagurus.events.JournalRecord.SessionDeleted;
import io.pagurus.events.JournalRecord.SessionExpired;
import io.pagurus.session.fold.SessionHeader;

/**
 * Confined to one thread. A session comes to its end: closed, deleted or left alone, then expired,
 * and forgotten. Mostly after a time that is longer than anything is late, as thirty days are; in a
 * hurry, while writes of it are still under way, for nothing may rest on that time.
 */
final class SessionEnd {

    private static final long UNUSED = 60 * Weather.SECOND;
    private static final long HURRIED = 2 * Weather.SECOND;

    private final Fleet fleet;
    private final String session;
    private final boolean hurried;
    private final Runnable then;

    /**
     * @param then what follows when nobody knows the session any more
     */
    SessionEnd(Fleet fleet, String session, boolean hurried, Runnable then) {
        this.fleet = fleet;
        this.session = session;
        this.hurried = hurried;
        this.then = then;
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
        fleet.schedule().in(unused(), this::expires);
    }

    private long unused() {
        return hurried ? fleet.weather().between(Weather.MILLI, HURRIED) : UNUSED;
    }

    private void expires() {
        SessionHeader header = fleet.store().look(session);
        if (header == null) {
            then.run();
            return;
        }
        fleet.store()
                .write(
                        new SessionExpired(session, header.epoch(), header.lastOffset()),
                        _ -> fleet.schedule().in(unused(), this::expires));
    }
}
