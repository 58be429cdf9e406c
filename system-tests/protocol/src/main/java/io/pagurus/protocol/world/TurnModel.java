package io.pagurus.protocol.world;

import io.pagurus.protocol.explore.Model;
import io.pagurus.protocol.explore.Steps;
import io.pagurus.protocol.invariant.Violation;
import io.pagurus.protocol.variant.Protocol;
import io.pagurus.session.view.ViewPicture;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Confined to one thread. One session, two nodes, and a client: every interleaving of turns,
 * retries, takeovers, zombies, late and repeated writes and, if the scope says so, tools and Redis.
 * The first owner is always n0: the two nodes are alike.
 */
public final class TurnModel implements Model<World> {

    private final Surroundings around;
    private final Landings landings;
    private final NodeSteps nodes;
    private final QueueSteps queue;
    private final OtherSteps others;
    private final RedisSteps redis;
    private final StaleWrites stale;
    private final WorldJudge judge;
    private final Interner<List<Flight>> flights = new Interner<>();
    private final Interner<Work> works = new Interner<>();
    private final Interner<Client> clients = new Interner<>();
    private final Interner<Bounds> bounds = new Interner<>();

    public TurnModel(Protocol protocol, Scope scope) {
        this.around = new Surroundings(protocol, scope);
        this.landings = new Landings(around);
        this.nodes = new NodeSteps(around);
        this.queue = new QueueSteps(around);
        this.others = new OtherSteps(around);
        this.redis = new RedisSteps(around);
        this.stale = new StaleWrites(around);
        this.judge = new WorldJudge(around, redis, landings);
    }

    @Override
    public World initial() {
        int opening = around.entries.number(Written.grant(1, Written.node(0), 0));
        int opened = around.line.land(around.line.empty(), opening).after().number();
        int view = around.pictures.number(ViewPicture.NONE);
        int nothing = around.heaps.number(Set.of());
        return new World(
                around.redisDecides() ? nothing : opened,
                around.redisDecides() ? opened : view,
                List.of(),
                Collections.nCopies(Surroundings.NODES, Work.IDLE),
                Client.of(around.scope.turns()),
                Bounds.of(around.scope));
    }

    @Override
    public void steps(World world, Steps<World> steps) {
        Steps<World> taken =
                around.scope.reduced()
                        ? (name, subject, after) -> steps.step(name, subject, stale.dropped(after))
                        : steps;
        landings.steps(world, taken);
        nodes.steps(world, taken);
        queue.steps(world, taken);
        others.steps(world, taken);
        redis.steps(world, taken);
    }

    @Override
    public @Nullable Violation judgeAssumptions() {
        return around.scope.reduced() ? stale.violation() : null;
    }

    @Override
    public @Nullable Violation judge(World world) {
        return judge.judge(world);
    }

    @Override
    public int codeLength() {
        return 5 + Surroundings.NODES;
    }

    @Override
    public void encode(World world, int[] code) {
        code[0] = world.log();
        code[1] = world.redis();
        code[2] = flights.number(world.flights());
        code[3] = clients.number(world.client());
        code[4] = bounds.number(world.bounds());
        for (int node = 0; node < Surroundings.NODES; node++) {
            code[5 + node] = works.number(world.nodes().get(node));
        }
    }

    @Override
    public World decode(int[] code) {
        return new World(
                code[0],
                code[1],
                flights.value(code[2]),
                List.of(works.value(code[5]), works.value(code[6])),
                clients.value(code[3]),
                bounds.value(code[4]));
    }

    /** Different journals that were folded. */
    public int journals() {
        return around.line.size();
    }
}
