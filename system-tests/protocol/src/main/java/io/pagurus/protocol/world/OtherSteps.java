package io.pagurus.protocol.world;

import io.pagurus.events.JournalRecord;
import io.pagurus.events.JournalRecord.SessionClosed;
import io.pagurus.events.JournalRecord.SessionDeleted;
import io.pagurus.events.JournalRecord.SessionExpired;
import io.pagurus.events.JournalRecord.SessionFrozen;
import io.pagurus.events.JournalRecord.SessionThawed;
import io.pagurus.protocol.explore.Steps;
import io.pagurus.session.fold.SessionHeader;

/**
 * Pure, but for the memories. What movers, sweepers and operators write: they look at the session,
 * write, and wait for nothing, so that any of it lands late.
 */
final class OtherSteps {

    private final Surroundings around;

    OtherSteps(Surroundings around) {
        this.around = around;
    }

    void steps(World world, Steps<World> steps) {
        SessionHeader h = around.deciding(world).header();
        if (h == null) {
            return;
        }
        String id = Written.SESSION;
        // One migration a freeze: the second is another one.
        String move = "m" + world.bounds().left(Budget.FREEZE);
        String thawed = "m" + (world.bounds().left(Budget.FREEZE) + 1);
        writes(world, Budget.FREEZE, new SessionFrozen(id, h.epoch(), move, "drain"), steps);
        writes(world, Budget.THAW, new SessionThawed(id, h.epoch(), thawed), steps);
        writes(world, Budget.CLOSE, new SessionClosed(id, h.epoch(), "done"), steps);
        writes(world, Budget.DELETE, new SessionDeleted(id, h.epoch(), "op"), steps);
        writes(world, Budget.EXPIRE, new SessionExpired(id, h.epoch(), h.lastOffset()), steps);
        for (int node = 0; node < Surroundings.NODES; node++) {
            for (int epoch : Surroundings.epochsOf(node, around.deciding(world))) {
                long version = h.agentStateVersion();
                writes(world, Budget.SET_STATE, Written.set(epoch, node, version), steps);
            }
        }
    }

    private void writes(World world, Budget budget, JournalRecord record, Steps<World> steps) {
        if (world.bounds().left(budget) > 0) {
            int entry = around.entries.number(record);
            World after = world.bounds(world.bounds().spent(budget));
            steps.step(
                    "written: %s",
                    new Landings.Told(around, entry), after.sends(entry, Flight.NOBODY));
        }
    }
}
