package io.pagurus.protocol.simulation;

import io.pagurus.protocol.invariant.Invariant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * Confined to one thread. A fleet in virtual time, with faults that a seed decides: nodes that stop
 * and go on as if nothing were, entries that land late, twice or never, lost answers, rebalances,
 * views that lag, go back or are lost, planned moves, queued tasks, clocks that differ. After its
 * steps the weather is calm, and what is left has to come right.
 */
public final class Simulation {

    /** Enough for what is under way to end: five times as long as anything is stopped. */
    private static final long CALM = 100 * Weather.SECOND;

    private static final int SETTLING = 3_000_000;

    private final SimulationSettings settings;
    private final Schedule schedule = new Schedule();
    private final Witness witness = new Witness();
    private final Weather weather;
    private final Fleet fleet;
    private final List<Conversation> conversations = new ArrayList<>();

    private Simulation(SimulationSettings settings) {
        this.settings = settings;
        this.weather = new Weather(settings.seed());
        this.fleet =
                new Fleet(
                        settings.protocol(),
                        settings.nodes(),
                        schedule,
                        weather,
                        witness,
                        new Store(settings, schedule, weather, witness),
                        new Effects(witness),
                        new HashSet<>());
    }

    public static SimulationReport run(SimulationSettings settings) {
        return new Simulation(settings).run();
    }

    private SimulationReport run() {
        for (int i = 0; i < settings.conversations(); i++) {
            Conversation conversation = new Conversation(fleet, i);
            conversations.add(conversation);
            schedule.in(weather.between(0, Weather.SECOND), conversation::begin);
        }
        while (schedule.steps() < settings.steps() && goesOn()) {}
        if (witness.violation() == null) {
            settle();
        }
        return new SimulationReport(
                settings.seed(),
                schedule.steps(),
                witness.digest(),
                witness.violation(),
                witness.toString());
    }

    private boolean goesOn() {
        if (witness.violation() != null) {
            return false;
        }
        boolean went = schedule.step();
        if (!went) {
            witness.broken(Invariant.LIVE_SESSIONS_SERVE, "nothing happens any more");
        }
        return went;
    }

    /** No more faults: every conversation that has begun ends, and every view is right. */
    private void settle() {
        weather.calmDown();
        long until = schedule.nowMicros() + CALM;
        long most = schedule.steps() + SETTLING;
        while (schedule.nowMicros() < until && schedule.steps() < most && schedule.step()) {}
        fleet.store().view().sweep();
        long last = schedule.nowMicros() + Weather.SECOND;
        while (schedule.nowMicros() < last && schedule.step()) {}
        fleet.store().view().checkAll();
        if (!conversations.stream().allMatch(Conversation::done)) {
            witness.broken(
                    Invariant.LIVE_SESSIONS_SERVE, "a conversation does not come to its end");
        }
    }
}
