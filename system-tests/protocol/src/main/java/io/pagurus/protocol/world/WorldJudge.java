package io.pagurus.protocol.world;

import io.pagurus.events.JournalRecord.TurnCommitted;
import io.pagurus.protocol.invariant.Invariant;
import io.pagurus.protocol.invariant.Violation;
import io.pagurus.protocol.variant.Protocol.Authority;
import io.pagurus.protocol.world.Client.Told;
import io.pagurus.protocol.world.Scope.Tool;
import io.pagurus.session.view.ViewPicture;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pure, but for the memories. What the outside saw, against what the fold says. */
final class WorldJudge {

    private final Surroundings around;
    private final RedisSteps redis;
    private final Landings landings;

    WorldJudge(Surroundings around, RedisSteps redis, Landings landings) {
        this.around = around;
        this.redis = redis;
        this.landings = landings;
    }

    @Nullable Violation judge(World world) {
        Violation found = around.deciding(world).violation();
        found = found == null ? told(world) : found;
        found = found == null ? view(world) : found;
        return found == null ? effects(world) : found;
    }

    private @Nullable Violation told(World world) {
        List<TurnCommitted> history = history(world);
        int place = -1;
        for (Told told : world.client().told()) {
            int at = find(history, told);
            if (at < 0) {
                return new Violation(
                        Invariant.ACKNOWLEDGED_IS_IN_THE_FOLD,
                        "t" + told.turn() + " with answer " + told.answer() + " was told");
            }
            if (at < place && around.protocol.authority() != Authority.REDIS_THEN_JOURNAL) {
                return new Violation(
                        Invariant.ACKNOWLEDGED_ORDER_IS_KEPT,
                        "t" + told.turn() + " stands before a turn that was told earlier");
            }
            place = at;
        }
        return null;
    }

    private static int find(List<TurnCommitted> history, Told told) {
        for (int i = 0; i < history.size(); i++) {
            if (history.get(i).turnId().equals(Written.turn(told.turn()))
                    && Written.answerOf(history.get(i)) == told.answer()) {
                return i;
            }
        }
        return -1;
    }

    /** With two places that take writes, what either has counts: the mildest reading. */
    private List<TurnCommitted> history(World world) {
        List<TurnCommitted> decided = around.deciding(world).ever();
        if (around.protocol.authority() != Authority.REDIS_THEN_JOURNAL) {
            return decided;
        }
        List<TurnCommitted> both = new ArrayList<>(decided);
        both.addAll(landings.heapOf(world));
        return both;
    }

    private @Nullable Violation view(World world) {
        if (around.redisDecides() || !around.scope.view()) {
            return null;
        }
        ViewPicture view = around.pictures.value(world.redis());
        LineNode end = around.line.node(world.log());
        boolean equal =
                view.equals(ViewPicture.NONE)
                        || view.equals(redis.wanted(Surroundings.at(end, (int) view.offset() + 1)));
        return equal
                ? null
                : new Violation(
                        Invariant.VIEW_EQUALS_THE_FOLD,
                        "at offset "
                                + view.offset()
                                + " it has "
                                + view.history().size()
                                + " turns");
    }

    private @Nullable Violation effects(World world) {
        if (around.scope.queued() == Tool.ONCE && world.bounds().effectsOf(0) > 1) {
            return new Violation(
                    Invariant.ONE_EFFECT_A_TASK, "the tool of the queued task was called twice");
        }
        if (around.scope.tool() == Tool.ONCE) {
            for (int turn = 1; turn <= around.scope.turns(); turn++) {
                if (world.bounds().effectsOf(turn) > 1) {
                    return new Violation(
                            Invariant.ONE_EFFECT_A_TASK,
                            "the tool of t" + turn + " was called twice");
                }
            }
        }
        return null;
    }
}
