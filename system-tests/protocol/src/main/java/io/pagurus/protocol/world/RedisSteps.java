package io.pagurus.protocol.world;

import io.pagurus.protocol.explore.Steps;
import io.pagurus.protocol.variant.Protocol.Guard;
import io.pagurus.session.fold.EpochFloor;
import io.pagurus.session.fold.Replay;
import io.pagurus.session.fold.SessionFold;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.journal.FoldedEntry;
import io.pagurus.session.view.ViewChange;
import io.pagurus.session.view.ViewPicture;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Pure, but for the memories. What happens to Redis. Any change of any entry may be applied at any
 * time and any number of times, by writers that are behind, and any replica may become the primary:
 * this is more than a real view meets.
 */
final class RedisSteps {

    private final Surroundings around;
    private final Map<Integer, ViewPicture> wanted = new HashMap<>();
    private final Map<Integer, Optional<ViewChange>> changes = new HashMap<>();

    RedisSteps(Surroundings around) {
        this.around = around;
    }

    void steps(World world, Steps<World> steps) {
        if (around.redisDecides()) {
            lossyFailovers(world, steps);
        } else if (around.scope.view()) {
            viewSteps(world, steps);
        }
    }

    /** Redis is the one that decides, and forgets its last decisions. */
    private void lossyFailovers(World world, Steps<World> steps) {
        if (world.bounds().left(Budget.FAILOVER) == 0) {
            return;
        }
        LineNode now = around.line.node(world.redis());
        for (int length = 1; length < now.length(); length++) {
            steps.step(
                    "Redis fails over and loses the last %s writes",
                    now.length() - length,
                    world.redis(Surroundings.at(now, length).number())
                            .bounds(world.bounds().spent(Budget.FAILOVER)));
        }
    }

    private void viewSteps(World world, Steps<World> steps) {
        LineNode end = around.line.node(world.log());
        ViewPicture view = around.pictures.value(world.redis());
        for (int length = 1; length <= end.length(); length++) {
            LineNode at = Surroundings.at(end, length);
            ViewChange change = change(at).orElse(null);
            if (change != null) {
                ViewPicture after =
                        around.protocol.has(Guard.VIEW_OFFSETS)
                                ? around.mirror.after(view, change)
                                : around.mirror.unguarded(view, change);
                redis(world, after, "the view takes the change of entry %s", length, steps);
            }
            redis(
                    world,
                    around.mirror.rebuilt(view, view.offset(), wanted(at)),
                    "the view is rebuilt up to entry %s",
                    length,
                    steps);
            if (world.bounds().left(Budget.FAILOVER) > 0 && wanted(at).offset() < view.offset()) {
                redis(
                        world.bounds(world.bounds().spent(Budget.FAILOVER)),
                        wanted(at),
                        "Redis fails over, back to entry %s",
                        length,
                        steps);
            }
        }
        if (world.bounds().left(Budget.FLUSH) > 0) {
            World flushed = world.bounds(world.bounds().spent(Budget.FLUSH));
            redis(flushed, ViewPicture.NONE, "FLUSHALL%s", "", steps);
        }
    }

    private void redis(
            World world, ViewPicture after, String name, Object subject, Steps<World> steps) {
        steps.step(name, subject, world.redis(around.pictures.number(after)));
    }

    private Optional<ViewChange> change(LineNode at) {
        FoldedEntry entry = at.entry();
        return entry == null
                ? Optional.empty()
                : changes.computeIfAbsent(at.number(), _ -> ViewChange.of(entry));
    }

    /** The picture of a line, made of the whole replayed line and not of its steps. */
    ViewPicture wanted(LineNode end) {
        ViewPicture known = wanted.get(end.number());
        if (known == null) {
            SessionHeader header = end.header();
            known = header == null ? ViewPicture.NONE : around.mirror.of(header, replay(end));
            wanted.put(end.number(), known);
        }
        return known;
    }

    private Replay replay(LineNode end) {
        Replay replay = new Replay(new SessionFold(around.protocol.rules()));
        // All of them were accepted, whatever the floor was.
        end.entries().forEach(entry -> replay.apply(entry.entry(), EpochFloor.NONE, entry.at()));
        return replay;
    }
}
