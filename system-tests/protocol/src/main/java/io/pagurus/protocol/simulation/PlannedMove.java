package io.pagurus.protocol.simulation;

import io.pagurus.events.JournalRecord.SessionFrozen;
import io.pagurus.events.JournalRecord.SessionThawed;
import io.pagurus.protocol.simulation.Witness.Tally;
import io.pagurus.session.fold.SessionHeader;

/**
 * Confined to one thread. A planned move: freeze, wait, grant; or it is given up, or whoever makes
 * it dies in between.
 */
final class PlannedMove {

    private final Fleet fleet;
    private final String session;
    private final String id;

    PlannedMove(Fleet fleet, String session) {
        this.fleet = fleet;
        this.session = session;
        this.id = "m" + fleet.schedule().steps();
    }

    void begin() {
        SessionHeader header = fleet.store().look(session);
        if (header == null) {
            return;
        }
        fleet.store()
                .write(
                        new SessionFrozen(session, header.epoch(), id, "drain"),
                        heard -> {
                            if (heard.acknowledged() && !fleet.weather().fault(6)) {
                                fleet.schedule()
                                        .in(
                                                fleet.weather().between(1_000, Weather.SECOND),
                                                () -> goesOn(header.epoch()));
                            }
                        });
    }

    private void goesOn(long epoch) {
        if (fleet.weather().oneIn(4)) {
            fleet.store().write(new SessionThawed(session, epoch, id), _ -> {});
            return;
        }
        fleet.store()
                .write(
                        SimEntries.grant(session, epoch + 1, fleet.anyNode(), "drain"),
                        heard -> {
                            if (heard.accepted()) {
                                fleet.witness().count(Tally.MOVES);
                            }
                        });
    }
}
