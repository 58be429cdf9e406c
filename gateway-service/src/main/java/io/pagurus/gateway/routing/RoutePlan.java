package io.pagurus.gateway.routing;

import io.pagurus.gateway.fleet.FleetNode;
import io.pagurus.gateway.fleet.FleetSnapshot;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Confined to one event loop. One picture of the fleet, made ready for the choices of one route.
 *
 * <p>A choice goes: a region by its share → a node of it by the strategy → where that node is full,
 * the same in the other regions → where no node is left, those that stand by.
 */
final class RoutePlan {

    private final FleetSnapshot fleet;
    private final StrategyRules rules;
    private final Tier serving;
    private final Tier standby;
    private final @Nullable Tier panic;
    private final SlotTable slots;
    private final SlotTable standbySlots;

    /**
     * @param panic every node, healthy or not; null when there is no panic
     */
    RoutePlan(
            FleetSnapshot fleet,
            StrategyRules rules,
            Tier serving,
            Tier standby,
            @Nullable Tier panic,
            SlotTable slots,
            SlotTable standbySlots) {
        this.fleet = fleet;
        this.rules = rules;
        this.serving = serving;
        this.standby = standby;
        this.panic = panic;
        this.slots = slots;
        this.standbySlots = standbySlots;
    }

    /** The same picture is the same object; to compare by content would go over the fleet. */
    @SuppressWarnings("ReferenceEquality")
    boolean isOf(FleetSnapshot snapshot) {
        return fleet == snapshot;
    }

    SlotTable slots() {
        return slots;
    }

    SlotTable standbySlots() {
        return standbySlots;
    }

    /**
     * Where to.
     *
     * @param healthyOnly whether a panic does not count
     */
    Pool.@Nullable Member choose(
            Placing placing, boolean healthyOnly, Chooser chooser, RandomGenerator random) {
        Tier first = panic == null || healthyOnly ? serving : panic;
        Pool.@Nullable Member chosen = from(first, placing, chooser, random);
        return chosen != null ? chosen : from(standby, placing, chooser, random);
    }

    /** By the key, alike at every gateway, whatever each of them sees of load. */
    @Nullable FleetNode byKey(String key, Avoided avoided) {
        FleetNode chosen = slots.choose(key, node -> !avoided.passesOver(node));
        return chosen != null
                ? chosen
                : standbySlots.choose(key, node -> !avoided.passesOver(node));
    }

    private Pool.@Nullable Member from(
            Tier tier, Placing placing, Chooser chooser, RandomGenerator random) {
        int drawn = tier.draw(random);
        if (drawn < 0) {
            return null;
        }
        Choice best = in(tier.pool(drawn), placing, chooser);
        int other = best.hasRoom ? -1 : tier.drawOther(drawn, random);
        if (other >= 0) {
            best = better(best, in(tier.pool(other), placing, chooser));
        }
        for (int i = 0; i < tier.size() && !best.hasRoom; i++) {
            if (i != drawn && i != other) {
                best = better(best, in(tier.pool(i), placing, chooser));
            }
        }
        return best.member;
    }

    private static Choice better(Choice best, Choice other) {
        return best.member == null || other.hasRoom ? other : best;
    }

    /** Immutable. A node, and whether it can take one more. */
    private record Choice(Pool.@Nullable Member member, boolean hasRoom) {}

    private Choice in(Pool pool, Placing placing, Chooser chooser) {
        long now = placing.nowMicros();
        int chosen = chooser.choose(pool, rules.strategy(), placing.avoided(), now);
        if (chosen < 0) {
            return new Choice(null, false);
        }
        int limit = rules.regions().spillAbove();
        if (limit == 0 || pool.busy(chosen) < limit) {
            return new Choice(pool.at(chosen), true);
        }
        // One full node does not make its region full: the least busy one tells.
        int least = chooser.least(pool, placing.avoided(), now);
        return pool.busy(least) < limit
                ? new Choice(pool.at(least), true)
                : new Choice(pool.at(chosen), false);
    }
}
