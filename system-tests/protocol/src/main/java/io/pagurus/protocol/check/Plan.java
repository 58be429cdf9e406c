package io.pagurus.protocol.check;

import static io.pagurus.protocol.world.Budget.CLOSE;
import static io.pagurus.protocol.world.Budget.DELETE;
import static io.pagurus.protocol.world.Budget.EXPIRE;
import static io.pagurus.protocol.world.Budget.FAIL;
import static io.pagurus.protocol.world.Budget.FAILOVER;
import static io.pagurus.protocol.world.Budget.FLUSH;
import static io.pagurus.protocol.world.Budget.FREEZE;
import static io.pagurus.protocol.world.Budget.LEASE;
import static io.pagurus.protocol.world.Budget.REPEAT;
import static io.pagurus.protocol.world.Budget.SET_STATE;
import static io.pagurus.protocol.world.Budget.TAKEOVER;
import static io.pagurus.protocol.world.Budget.THAW;

import io.pagurus.protocol.variant.Protocol;
import io.pagurus.protocol.world.PartitionModel;
import io.pagurus.protocol.world.Scope;
import io.pagurus.protocol.world.Scope.Tool;
import io.pagurus.protocol.world.TurnModel;
import java.util.List;

/** Immutable. The models of the right protocol: none of them may have a violation. */
public final class Plan {

    private Plan() {}

    /** What is explored with every build: some seconds. */
    public static List<Part> small() {
        return List.of(
                turns("turns", Scope.of(2, 2).with(TAKEOVER, 2).reducing()),
                turns("turns, three", Scope.of(3, 1).with(TAKEOVER, 2).reducing()),
                turns(
                        "turns, repeats",
                        Scope.of(1, 3).with(TAKEOVER, 3).with(REPEAT, 1).reducing()),
                turns("turns, unreduced", Scope.of(2, 2).with(TAKEOVER, 1)),
                turns(
                        "steps, once",
                        Scope.of(2, 2).with(TAKEOVER, 1).calling(Tool.ONCE).reducing()),
                turns(
                        "steps, idempotent",
                        Scope.of(1, 2).with(TAKEOVER, 2).calling(Tool.IDEMPOTENT).reducing()),
                turns("starts", starts(2, 2).with(TAKEOVER, 1)),
                turns("starts, once", starts(1, 3).with(TAKEOVER, 1).calling(Tool.ONCE)),
                turns("starts, idempotent", starts(2, 1).calling(Tool.IDEMPOTENT)),
                turns("queue, once", queue(Tool.ONCE, 4)),
                turns("queue, idempotent", queue(Tool.IDEMPOTENT, 4)),
                turns("view", view(Scope.of(2, 1).with(TAKEOVER, 1))),
                turns("view, steps", view(Scope.of(2, 1).calling(Tool.ONCE)).with(FLUSH, 0)),
                turns("view, set aside", Scope.of(2, 2).calling(Tool.ONCE).withView().reducing()),
                turns("move", move(Scope.of(1, 2).with(TAKEOVER, 1))),
                turns("state", Scope.of(1, 1).with(TAKEOVER, 2).with(SET_STATE, 3)),
                turns("expiry", Scope.of(1, 2).with(TAKEOVER, 1).with(EXPIRE, 1).with(CLOSE, 1)),
                turns("deletion", Scope.of(1, 2).with(TAKEOVER, 1).with(DELETE, 1).with(CLOSE, 1)),
                turns("forgotten", Scope.of(1, 2).with(TAKEOVER, 2).with(EXPIRE, 2)),
                turns("forgotten, view", forgottenView(Scope.of(1, 1).with(TAKEOVER, 1))),
                partition("snapshots", 2, 3, 1),
                forgetting("snapshots, forgotten", 2, 4, 1));
    }

    /** What takes minutes, beside the small ones. */
    public static List<Part> large() {
        return List.of(
                turns("turns, 3 takeovers", large(2, 2, 3).with(REPEAT, 1)),
                turns("turns, three retried", large(3, 2, 2)),
                turns("turns, unreduced", Scope.of(2, 2).with(TAKEOVER, 2)),
                turns("steps, once", large(2, 2, 2).calling(Tool.ONCE)),
                turns("steps, idempotent", large(1, 3, 3).with(REPEAT, 1).calling(Tool.IDEMPOTENT)),
                turns("starts", starts(2, 3).with(TAKEOVER, 2)),
                turns("starts, once", starts(2, 2).with(TAKEOVER, 2).calling(Tool.ONCE)),
                turns("queue, once", queue(Tool.ONCE, 5).with(TAKEOVER, 2).reducing()),
                turns("queue, idempotent", queue(Tool.IDEMPOTENT, 5).reducing()),
                turns("view", view(Scope.of(2, 2).with(TAKEOVER, 1))),
                turns("view, steps", view(Scope.of(2, 1).with(TAKEOVER, 1).calling(Tool.ONCE))),
                turns("view, expiry", view(Scope.of(1, 2).with(TAKEOVER, 1).with(EXPIRE, 1))),
                turns("move", move(Scope.of(2, 2).with(TAKEOVER, 2))),
                partition("snapshots", 2, 3, 2),
                forgetting("snapshots, forgotten", 2, 5, 1));
    }

    private static Scope large(int turns, int asks, int takeovers) {
        return Scope.of(turns, asks).with(TAKEOVER, takeovers).reducing();
    }

    private static Scope starts(int turns, int asks) {
        return Scope.of(turns, asks).with(REPEAT, 1).numbering().reducing();
    }

    private static Scope queue(Tool tool, int leases) {
        return Scope.of(0, 0)
                .with(TAKEOVER, 1)
                .with(REPEAT, 1)
                .with(LEASE, leases)
                .with(FAIL, 1)
                .queueing(tool);
    }

    private static Scope view(Scope scope) {
        return scope.withView().with(FAILOVER, 1).with(FLUSH, 1).reducing();
    }

    private static Scope move(Scope scope) {
        return scope.with(FREEZE, 2).with(THAW, 1).reducing();
    }

    private static Scope forgottenView(Scope scope) {
        return scope.withView().with(EXPIRE, 2).with(FLUSH, 1).reducing();
    }

    private static Part forgetting(String name, int instances, int entries, int rebalances) {
        return new Part(
                name,
                () -> PartitionModel.forgetting(Protocol.RIGHT, instances, entries, rebalances));
    }

    private static Part turns(String name, Scope scope) {
        return new Part(name, () -> new TurnModel(Protocol.RIGHT, scope));
    }

    private static Part partition(String name, int instances, int entries, int rebalances) {
        return new Part(
                name, () -> new PartitionModel(Protocol.RIGHT, instances, entries, rebalances));
    }
}
