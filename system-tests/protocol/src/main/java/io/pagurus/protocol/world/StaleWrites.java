package io.pagurus.protocol.world;

import io.pagurus.events.JournalRecord;
import io.pagurus.events.JournalRecord.OwnershipGranted;
import io.pagurus.protocol.invariant.Invariant;
import io.pagurus.protocol.invariant.Violation;
import io.pagurus.session.fold.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pure, but for the memories. A reduction: a write of an epoch that is over is taken out of the air
 * at once, and whoever waits for it has nothing to do. So is one of an epoch that the partition's
 * floor has reached while nobody knows the session. That is all that could come of it, provided
 * that the fold never accepts such a write. Nothing is taken on trust: {@link #violation()} lets
 * every such write of the model land on every journal of the model.
 */
final class StaleWrites {

    private final Surroundings around;

    StaleWrites(Surroundings around) {
        this.around = around;
    }

    World dropped(World world) {
        LineNode end = around.deciding(world);
        World after = world;
        List<Flight> kept = new ArrayList<>(world.flights().size());
        for (Flight flight : world.flights()) {
            if (!isStale(flight.entry(), end)) {
                kept.add(flight);
            } else if (flight.waiter() != Flight.NOBODY) {
                after = after.node(flight.waiter(), Work.IDLE);
            }
        }
        return kept.size() == world.flights().size() ? world : after.flights(kept);
    }

    private boolean isStale(int entry, LineNode end) {
        JournalRecord record = around.entries.record(entry);
        long epoch = end.epoch();
        if (end.header() == null) {
            return record.epoch() <= end.floor().epoch();
        }
        return record instanceof OwnershipGranted
                ? record.epoch() <= epoch
                : record.epoch() < epoch;
    }

    /** A write of an epoch that was over, and was accepted all the same. */
    @Nullable Violation violation() {
        for (int number = 1; number < around.line.size(); number++) {
            LineNode end = around.line.node(number);
            for (int entry = 0; entry < around.entries.size(); entry++) {
                if (isStale(entry, end)
                        && around.line.verdict(end, entry) instanceof Verdict.Accepted) {
                    return new Violation(
                            Invariant.NOTHING_UNDER_AN_OLD_EPOCH,
                            EntryText.of(around.entries.record(entry)) + " is accepted late");
                }
            }
        }
        return null;
    }
}
