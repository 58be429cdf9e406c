package io.pagurus.protocol.world;

import io.pagurus.events.JournalRecord.TaskSettled;
import io.pagurus.protocol.explore.Steps;
import io.pagurus.protocol.world.Scope.Tool;
import io.pagurus.protocol.world.Work.Stage;
import io.pagurus.session.fold.QueuedTask;
import io.pagurus.session.fold.SessionHeader;
import org.jspecify.annotations.Nullable;

/**
 * Pure, but for the memories. What nodes do with the session's queued task: any of them takes it up
 * at any time, as if the lease of the other were over.
 */
final class QueueSteps {

    private final Surroundings around;

    QueueSteps(Surroundings around) {
        this.around = around;
    }

    void steps(World world, Steps<World> steps) {
        if (around.scope.queued() == Tool.NONE) {
            return;
        }
        LineNode end = around.deciding(world);
        SessionHeader header = end.header();
        QueuedTask task = header == null ? null : header.tasks().task(Written.QUEUED);
        for (int node = 0; node < Surroundings.NODES; node++) {
            Work work = world.nodes().get(node);
            if (work.stage() == Stage.IDLE) {
                for (int epoch : Surroundings.epochsOf(node, end)) {
                    begins(world, node, epoch, task, steps);
                }
            } else if (work.stage() == Stage.AT_TASK) {
                calls(world, node, work, steps);
            }
        }
    }

    private void begins(
            World world, int node, int epoch, @Nullable QueuedTask task, Steps<World> steps) {
        int left = world.bounds().left(Budget.LEASE);
        if (left == 0) {
            return;
        }
        World after = world.bounds(world.bounds().spent(Budget.LEASE));
        if (task == null) {
            boolean idempotent = around.scope.queued() == Tool.IDEMPOTENT;
            int entry = around.entries.number(Written.enqueue(epoch, node, idempotent));
            steps.step("n%s enqueues", node, after.sends(entry, Flight.NOBODY));
            return;
        }
        leases(after, node, epoch, task.attempts() + 1, steps);
        if (task.lease() != null) {
            // As one asks who has not heard of the attempt that runs.
            leases(after, node, epoch, task.attempts(), steps);
            resolves(after, node, epoch, task, steps);
        }
    }

    private void leases(World world, int node, int epoch, int attempt, Steps<World> steps) {
        int until = world.bounds().left(Budget.LEASE);
        int entry = around.entries.number(Written.lease(epoch, node, attempt, until));
        Work work = Work.leasing(attempt, epoch, entry);
        steps.step(
                "asked: %s",
                new Landings.Told(around, entry), world.node(node, work).sends(entry, node));
    }

    /** Whoever owns the session may say that a task is given up, whoever was at it. */
    private void resolves(World world, int node, int epoch, QueuedTask task, Steps<World> steps) {
        int entry =
                around.entries.number(
                        Written.settle(epoch, node, task.attempts(), TaskSettled.DEAD));
        steps.step("n%s gives the task up", node, world.sends(entry, Flight.NOBODY));
    }

    private void calls(World world, int node, Work work, Steps<World> steps) {
        steps.step("n%s dies before it calls the task's tool", node, world.stopped(node));
        World called = world.bounds(world.bounds().called(0));
        steps.step(
                "n%s calls the task's tool", node, settles(called, node, work, TaskSettled.DONE));
        if (world.bounds().left(Budget.FAIL) > 0) {
            World failed = world.bounds(world.bounds().spent(Budget.FAIL));
            steps.step(
                    "the task's tool fails n%s",
                    node, settles(failed, node, work, TaskSettled.FAILED));
        }
    }

    private World settles(World world, int node, Work work, String outcome) {
        int entry =
                around.entries.number(Written.settle(work.epoch(), node, work.answer(), outcome));
        return world.node(node, work.waiting(Stage.SETTLING, entry)).sends(entry, node);
    }
}
