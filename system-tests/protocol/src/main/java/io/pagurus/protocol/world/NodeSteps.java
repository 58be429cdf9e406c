package io.pagurus.protocol.world;

import io.pagurus.protocol.explore.Steps;
import io.pagurus.protocol.variant.Protocol.Deduplication;
import io.pagurus.protocol.variant.Protocol.Fence;
import io.pagurus.protocol.world.Work.Stage;
import io.pagurus.session.view.ViewPicture;

/**
 * Pure, but for the memories. What the client, the nodes and those who take sessions over do of
 * their own accord. A node that was the owner once is asked, and goes on, as if it still were.
 */
final class NodeSteps {

    private final Surroundings around;

    NodeSteps(Surroundings around) {
        this.around = around;
    }

    void steps(World world, Steps<World> steps) {
        for (int node = 0; node < Surroundings.NODES; node++) {
            Work work = world.nodes().get(node);
            switch (work.stage()) {
                case IDLE -> asks(world, node, steps);
                case STARTING, INTENDING, FINISHING, COMMITTING, LEASING, SETTLING ->
                        waits(world, node, work, steps);
                case AT_TASK -> {}
                case CALLING -> calls(world, node, work, steps);
                case JUDGED -> tells(world, node, work, steps);
            }
            takes(world, node, steps);
        }
        if (world.client().hasAsked()) {
            int turn = world.client().wanted();
            steps.step("the client gives turn t%s up", turn, world.client(world.client().gaveUp()));
        }
        if (around.protocol.fence() == Fence.LEASE && world.bounds().lease() > 0) {
            int holder = world.bounds().lease() - 1;
            steps.step("the lease of n%s ends", holder, world.bounds(world.bounds().leased(0)));
        }
    }

    private void asks(World world, int node, Steps<World> steps) {
        if (!world.client().mayAsk(around.scope.asks()) || !mayWrite(world, node)) {
            return;
        }
        int turn = world.client().wanted();
        Client asked = world.client().asked();
        int known = knownInRedis(world, turn);
        if (known > 0) {
            Work work = Work.starting(turn, known, 0, 0, 0, Work.NOTHING).judged(known);
            steps.step("n%s knows the turn from Redis", node, world.client(asked).node(node, work));
            return;
        }
        LineNode end = around.deciding(world);
        for (int epoch : Surroundings.epochsOf(node, end)) {
            int start = around.scope.numbered() ? asked.asksOfAll() : 0;
            int entry =
                    around.entries.number(
                            Written.start(
                                    epoch,
                                    Written.node(node),
                                    Written.turn(turn),
                                    end.life(),
                                    start));
            Work work = Work.starting(turn, asked.asksOfWanted(), epoch, end.life(), start, entry);
            steps.step(
                    "asked: %s",
                    new Landings.Told(around, entry),
                    world.client(asked).node(node, work).sends(entry, node));
        }
    }

    /** The answer, where it is Redis that remembers turns; else 0. */
    private int knownInRedis(World world, int turn) {
        if (around.protocol.deduplication() != Deduplication.REDIS_ONLY) {
            return 0;
        }
        ViewPicture view = around.pictures.value(world.redis());
        String id = Written.turn(turn);
        return view.knows(id) ? around.deciding(world).answerOf(id) : 0;
    }

    private boolean mayWrite(World world, int node) {
        return around.protocol.fence() == Fence.EPOCH || world.bounds().lease() == node + 1;
    }

    private void waits(World world, int node, Work work, Steps<World> steps) {
        steps.step("n%s hears nothing and stops", node, world.stopped(node));
        if (world.bounds().left(Budget.REPEAT) > 0) {
            World again =
                    world.flights(Flight.forgotten(world.flights(), node))
                            .bounds(world.bounds().spent(Budget.REPEAT))
                            .sends(work.awaited(), node);
            steps.step("n%s writes it again", node, again);
        }
    }

    private void calls(World world, int node, Work work, Steps<World> steps) {
        steps.step("n%s dies before it calls the tool", node, world.stopped(node));
        int result =
                around.entries.number(
                        Written.finish(work.epoch(), node, work.turn(), work.start()));
        World called = world.bounds(world.bounds().called(work.turn()));
        steps.step(
                "n%s calls the tool",
                node, called.node(node, work.waiting(Stage.FINISHING, result)).sends(result, node));
    }

    private void tells(World world, int node, Work work, Steps<World> steps) {
        World free = world.node(node, Work.IDLE);
        steps.step("n%s's answer is lost", node, free);
        steps.step(
                "n%s tells the client its answer",
                node, free.client(world.client().told(work.turn(), work.answer())));
    }

    private void takes(World world, int node, Steps<World> steps) {
        boolean may = around.protocol.fence() == Fence.EPOCH || world.bounds().lease() == 0;
        if (world.bounds().left(Budget.TAKEOVER) > 0 && may) {
            LineNode end = around.deciding(world);
            int grant = around.entries.number(end.grantTo(Written.node(node)));
            World after = world.bounds(world.bounds().spent(Budget.TAKEOVER));
            steps.step("somebody wants n%s to take over", node, after.sends(grant, Flight.NOBODY));
        }
    }
}
