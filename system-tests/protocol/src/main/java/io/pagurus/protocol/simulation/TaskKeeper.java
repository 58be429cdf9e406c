package io.pagurus.protocol.simulation;

import io.pagurus.events.JournalRecord.TaskSettled;
import io.pagurus.protocol.simulation.Witness.Tally;
import io.pagurus.protocol.variant.Protocol.Guard;
import io.pagurus.session.fold.QueuedTask;
import io.pagurus.session.fold.SessionHeader;
import org.jspecify.annotations.Nullable;

/**
 * Confined to one thread. Whoever owns a session looks after one of its queued tasks, by its own
 * clock and by what it last heard of the session.
 */
final class TaskKeeper {

    private static final long LEASE = 2 * Weather.SECOND;
    private static final int LOOKS = 30;

    private final Fleet fleet;
    private final String session;
    private final String task;
    private final boolean idempotent;
    private int looks;

    private TaskKeeper(Fleet fleet, String session, String task, boolean idempotent) {
        this.fleet = fleet;
        this.session = session;
        this.task = task;
        this.idempotent = idempotent;
    }

    static void enqueued(Fleet fleet, Holder by, String task) {
        boolean idempotent = fleet.weather().oneIn(2);
        TaskKeeper keeper = new TaskKeeper(fleet, by.session(), task, idempotent);
        fleet.store().write(SimEntries.enqueue(by, task, idempotent), _ -> keeper.looksAgain());
    }

    private void looksAgain() {
        if (looks++ < LOOKS) {
            fleet.schedule()
                    .in(
                            fleet.weather().between(Weather.SECOND / 4, 2 * Weather.SECOND),
                            this::look);
        }
    }

    private void look() {
        SessionHeader header = fleet.store().look(session);
        if (header == null || header.owner() == null) {
            return;
        }
        QueuedTask found = header.tasks().task(task);
        if (found != null) {
            Holder by = new Holder(session, header.epoch(), header.owner().node());
            attempt(by, found, fleet.clockOf(by.node()));
            if (fleet.weather().fault(10)) {
                // Another worker of the same node, that has heard as little.
                attempt(by, found, fleet.clockOf(by.node()));
            }
        }
        looksAgain();
    }

    private void attempt(Holder by, QueuedTask found, long clock) {
        QueuedTask.Lease lease = found.lease();
        if (lease != null && lease.until().toEpochMilli() * Weather.MILLI > clock) {
            return;
        }
        if (lease != null && !idempotent) {
            resolve(by, found, lease);
            return;
        }
        int attempt = found.attempts() + 1;
        fleet.store()
                .write(
                        SimEntries.lease(by, task, attempt, clock + LEASE),
                        heard -> {
                            if (mayWork(heard, attempt)) {
                                works(by, attempt);
                            }
                        });
    }

    /** A lease that prolongs one belongs to whoever is at the task already. */
    private boolean mayWork(Answer heard, int attempt) {
        if (!fleet.protocol().has(Guard.NEW_LEASE_ALONE)) {
            return heard.acknowledged();
        }
        QueuedTask before = heard.before() == null ? null : heard.before().tasks().task(task);
        return heard.accepted() && before != null && before.attempts() < attempt;
    }

    /** Nobody knows whether its tool was called; the owner says that it is given up. */
    private void resolve(Holder by, QueuedTask found, QueuedTask.@Nullable Lease lease) {
        if (lease != null && lease.epoch() < by.epoch()) {
            fleet.store()
                    .write(
                            SimEntries.settle(by, task, found.attempts(), TaskSettled.DEAD),
                            _ -> {});
        }
    }

    private void works(Holder by, int attempt) {
        if (fleet.weather().fault(50)) {
            return;
        }
        if (fleet.weather().oneIn(4)) {
            long until = fleet.clockOf(by.node()) + 2 * LEASE;
            fleet.store().write(SimEntries.lease(by, task, attempt, until), _ -> {});
        }
        long work =
                fleet.weather().fault(12)
                        ? fleet.weather().between(LEASE, 5 * LEASE)
                        : fleet.weather().thinking();
        fleet.schedule().in(work, () -> ends(by, attempt));
    }

    private void ends(Holder by, int attempt) {
        boolean failed = fleet.weather().oneIn(6);
        if (!failed) {
            fleet.effects().called(session + "/" + task, idempotent);
        }
        String outcome = failed ? TaskSettled.FAILED : TaskSettled.DONE;
        fleet.store()
                .write(
                        SimEntries.settle(by, task, attempt, outcome),
                        heard -> {
                            if (heard.accepted()) {
                                fleet.witness().count(Tally.TASKS_ENDED);
                            }
                        });
    }
}
