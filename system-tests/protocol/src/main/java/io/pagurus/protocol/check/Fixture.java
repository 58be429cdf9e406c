package io.pagurus.protocol.check;

import static io.pagurus.protocol.world.Budget.EXPIRE;
import static io.pagurus.protocol.world.Budget.FAILOVER;
import static io.pagurus.protocol.world.Budget.LEASE;
import static io.pagurus.protocol.world.Budget.TAKEOVER;

import io.pagurus.protocol.explore.Exploration;
import io.pagurus.protocol.invariant.Invariant;
import io.pagurus.protocol.variant.Protocol;
import io.pagurus.protocol.variant.Wrong;
import io.pagurus.protocol.world.PartitionModel;
import io.pagurus.protocol.world.Scope;
import io.pagurus.protocol.world.Scope.Tool;
import io.pagurus.protocol.world.TurnModel;
import java.util.List;

/**
 * Immutable. A protocol that is known to be wrong, and what it breaks: a checker that does not see
 * it proves nothing.
 *
 * @param simulated whether the simulation, which has no Redis that decides, must see it too
 */
public record Fixture(Protocol protocol, Part part, Invariant broken, boolean simulated) {

    private static final Scope SMALL = Scope.of(2, 2).with(TAKEOVER, 2);

    public static final List<Fixture> ALL =
            List.of(
                    of(
                            Wrong.REDIS_FENCE,
                            SMALL.with(FAILOVER, 1),
                            Invariant.ACKNOWLEDGED_IS_IN_THE_FOLD,
                            false),
                    of(
                            Wrong.REDIS_FENCE_THEN_JOURNAL,
                            SMALL.with(FAILOVER, 1),
                            Invariant.ACKNOWLEDGED_IS_IN_THE_FOLD,
                            false),
                    of(Wrong.BROKER_ACK, SMALL, Invariant.ACKNOWLEDGED_IS_IN_THE_FOLD, true),
                    of(Wrong.NO_FENCE, SMALL, Invariant.NOTHING_UNDER_AN_OLD_EPOCH, true),
                    of(Wrong.LEASE_FENCE, SMALL, Invariant.NOTHING_UNDER_AN_OLD_EPOCH, true),
                    of(Wrong.REDIS_DEDUPLICATION, SMALL.withView(), Invariant.NO_TURN_TWICE, true),
                    of(
                            Wrong.TASKS_BY_LEASE,
                            Scope.of(0, 0)
                                    .with(TAKEOVER, 1)
                                    .with(LEASE, 4)
                                    .queueing(Tool.IDEMPOTENT),
                            Invariant.NO_RESULT_OF_AN_ATTEMPT_THAT_IS_OVER,
                            true),
                    of(
                            Wrong.PROLONGED_IS_LEASED,
                            Scope.of(0, 0).with(LEASE, 4).queueing(Tool.ONCE),
                            Invariant.ONE_EFFECT_A_TASK,
                            true),
                    of(
                            Wrong.VIEW_WITHOUT_OFFSETS,
                            SMALL.withView(),
                            Invariant.VIEW_EQUALS_THE_FOLD,
                            true),
                    new Fixture(
                            Wrong.SNAPSHOT_WITHOUT_FENCE,
                            new Part(
                                    Wrong.SNAPSHOT_WITHOUT_FENCE.name(),
                                    () ->
                                            new PartitionModel(
                                                    Wrong.SNAPSHOT_WITHOUT_FENCE, 2, 3, 2)),
                            Invariant.SNAPSHOT_AND_TAIL_EQUAL_THE_FOLD,
                            true),
                    of(
                            Wrong.EPOCHS_ANEW,
                            Scope.of(1, 1).with(TAKEOVER, 1).with(EXPIRE, 2),
                            Invariant.NOTHING_UNDER_AN_OLD_EPOCH,
                            true),
                    new Fixture(
                            Wrong.FLOOR_IN_MEMORY,
                            new Part(
                                    Wrong.FLOOR_IN_MEMORY.name(),
                                    () ->
                                            PartitionModel.forgetting(
                                                    Wrong.FLOOR_IN_MEMORY, 2, 5, 1)),
                            Invariant.SNAPSHOT_AND_TAIL_EQUAL_THE_FOLD,
                            true),
                    of(
                            Wrong.STARTS_NOT_COMPARED,
                            Scope.of(2, 1).numbering(),
                            Invariant.NOTHING_OF_AN_EARLIER_START,
                            true));

    private static Fixture of(Protocol protocol, Scope scope, Invariant broken, boolean simulated) {
        Part part = new Part(protocol.name(), () -> new TurnModel(protocol, scope));
        return new Fixture(protocol, part, broken, simulated);
    }

    /** Whether the checker has seen what it must see. */
    public boolean isCaughtBy(Exploration exploration) {
        return exploration.violation() != null && exploration.violation().invariant() == broken;
    }
}
