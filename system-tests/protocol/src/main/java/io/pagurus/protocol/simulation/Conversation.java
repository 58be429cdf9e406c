package io.pagurus.protocol.simulation;

import io.pagurus.protocol.simulation.TurnAttempt.Ending;
import io.pagurus.protocol.simulation.Witness.Tally;
import io.pagurus.protocol.variant.Protocol.Fence;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.SessionState;
import org.jspecify.annotations.Nullable;

/**
 * Confined to one thread. A client and the gateway between: it opens a session, asks for turn after
 * turn, asks again when it hears nothing, has the session taken over when its node seems to be
 * dead, ends it, and begins with another, or with the same one once it was forgotten.
 */
final class Conversation {

    private static final long PATIENCE = 1_500 * Weather.MILLI;
    private static final long LEASE = 4 * Weather.SECOND;
    private static final int ASKS = 6;
    private static final int OPENINGS = 20;

    private final Fleet fleet;
    private final int number;
    private int life;
    private String session = "";
    private Holder believed = new Holder("", 0, "");

    /** The last epoch of the session's life before; 0 in the first one. */
    private long before;

    private int openings;
    private long leaseUntil;
    private int turn;
    private int turns;
    private int asks;
    private int answers;
    private @Nullable String wanted;
    private boolean done;

    Conversation(Fleet fleet, int number) {
        this.fleet = fleet;
        this.number = number;
    }

    void begin() {
        begin("s" + number + "-" + (life + 1), 0);
    }

    private void begin(String its, long lastEpoch) {
        if (fleet.weather().isCalm()) {
            done = true;
            return;
        }
        believed = new Holder("", 0, "");
        life++;
        session = its;
        before = lastEpoch;
        turn = 0;
        openings = 0;
        turns = 3 + fleet.weather().below(9);
        takeOver(0);
    }

    /** Whether the last session came to its end, once nothing went wrong any more. */
    boolean done() {
        return done;
    }

    private void takeOver(long epoch) {
        if (turn > 0
                && fleet.protocol().fence() == Fence.LEASE
                && fleet.clockOf(believed.node()) < leaseUntil) {
            fleet.schedule().in(Weather.SECOND, this::ask);
            return;
        }
        String of = session;
        String node = fleet.anyNode();
        fleet.store()
                .write(
                        epoch == 0
                                ? SimEntries.open(of, fleet.store().firstEpoch(of), node)
                                : SimEntries.grant(of, epoch + 1, node, "take"),
                        heard -> {
                            if (of.equals(session)) {
                                taken(heard);
                            }
                        });
    }

    private void taken(Answer heard) {
        if (heard.accepted()) {
            fleet.witness().count(Tally.GRANTS);
        }
        if (heard.header() != null) {
            believe(heard.header());
        }
        if (turn == 0) {
            next();
        } else {
            ask();
        }
    }

    private void believe(SessionHeader header) {
        if (header.owner() != null
                && header.epoch() > before
                && header.epoch() >= believed.epoch()) {
            believed = new Holder(session, header.epoch(), header.owner().node());
            leaseUntil = fleet.clockOf(believed.node()) + LEASE;
        }
    }

    private void next() {
        if (!believed.session().equals(session)) {
            lookOrTakeOver();
            return;
        }
        turn++;
        asks = 0;
        if (turn > turns) {
            ends();
            return;
        }
        wanted = "t" + life + "." + turn;
        if (fleet.weather().oneIn(3)) {
            TaskKeeper.enqueued(fleet, believed, "q" + life + "." + turn);
        }
        if (fleet.weather().oneIn(12)) {
            new PlannedMove(fleet, session).begin();
        }
        fleet.schedule().in(fleet.weather().between(1_000, 200_000), this::ask);
    }

    private void ends() {
        String ended = session;
        long lastEpoch = believed.epoch();
        wanted = null;
        boolean again = fleet.weather().oneIn(3);
        new SessionEnd(fleet, ended, again, again ? () -> begin(ended, lastEpoch) : () -> {})
                .begin();
        if (!again) {
            begin();
        }
    }

    private void lookOrTakeOver() {
        SessionHeader header = fleet.store().look(session);
        if (++openings > OPENINGS) {
            begin();
        } else if (header == null || header.epoch() <= before) {
            // What is left of the life before may not be forgotten yet: then it is opened anew.
            boolean left = header != null && header.state() instanceof SessionState.Expired;
            long epoch = header == null || !left ? 0 : header.epoch();
            fleet.schedule().in(Weather.SECOND / 4, () -> takeOver(epoch));
        } else {
            believe(header);
            fleet.schedule().in(Weather.SECOND / 4, this::next);
        }
    }

    private void ask() {
        String id = wanted;
        if (id == null) {
            return;
        }
        if (++asks > ASKS) {
            wanted = null;
            next();
            return;
        }
        int ask = asks;
        Holder asked = believed;
        int answer = ++answers;
        fleet.schedule()
                .in(
                        fleet.weather().latency(),
                        () ->
                                new TurnAttempt(
                                                fleet,
                                                asked,
                                                id,
                                                answer,
                                                leaseUntil,
                                                ending -> replies(asked.session(), id, ask, ending))
                                        .run());
        fleet.schedule().in(PATIENCE, () -> hearsNothing(asked.session(), id, ask));
    }

    private boolean waitsFor(String of, String id, int ask) {
        return of.equals(session) && id.equals(wanted) && ask == asks;
    }

    private void replies(String of, String id, int ask, Ending ending) {
        if (fleet.weather().fault(100)) {
            return;
        }
        fleet.schedule().in(fleet.weather().latency(), () -> hears(of, id, ask, ending));
    }

    private void hears(String of, String id, int ask, Ending ending) {
        switch (ending) {
            // Of an earlier attempt too: whoever answers first is heard.
            case Ending.Told(int answer) -> {
                if (of.equals(session) && id.equals(wanted)) {
                    told(id, answer);
                }
            }
            case Ending.Uncertain _ -> {
                if (waitsFor(of, id, ask)) {
                    wanted = null;
                    next();
                }
            }
            case Ending.Refused _ -> {
                if (waitsFor(of, id, ask)) {
                    refused();
                }
            }
        }
    }

    private void told(String id, int answer) {
        SessionTruth truth = fleet.store().partitionOf(session).truth(session);
        if (truth != null) {
            truth.told(id, answer);
        }
        fleet.witness().count(Tally.TOLD);
        fleet.witness().saw(answer);
        wanted = null;
        next();
    }

    private void refused() {
        SessionHeader header = fleet.store().look(session);
        if (header != null) {
            believe(header);
        }
        fleet.schedule().in(fleet.weather().between(10_000, 300_000), this::ask);
    }

    private void hearsNothing(String of, String id, int ask) {
        if (!waitsFor(of, id, ask)) {
            return;
        }
        if (fleet.weather().oneIn(2)) {
            SessionHeader header = fleet.store().look(session);
            takeOver(header == null ? believed.epoch() : header.epoch());
        } else {
            ask();
        }
    }
}
