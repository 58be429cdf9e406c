package io.pagurus.protocol.world;

import io.pagurus.events.JournalRecord;
import io.pagurus.events.JournalRecord.OwnershipGranted;
import io.pagurus.events.JournalRecord.TurnCommitted;
import io.pagurus.protocol.explore.Steps;
import io.pagurus.protocol.variant.Protocol.Acknowledgement;
import io.pagurus.protocol.variant.Protocol.Authority;
import io.pagurus.protocol.variant.Protocol.Guard;
import io.pagurus.protocol.world.LineNode.Landing;
import io.pagurus.protocol.world.Scope.Tool;
import io.pagurus.protocol.world.Work.Stage;
import io.pagurus.session.fold.QueuedTask;
import io.pagurus.session.fold.RunningTurn;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.TaskStep;
import io.pagurus.session.fold.Verdict;
import io.pagurus.session.journal.FoldedEntry;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Pure, but for the memories. A write lands, and whoever waits for its verdict goes on. */
final class Landings {

    private final Surroundings around;

    Landings(Surroundings around) {
        this.around = around;
    }

    void steps(World world, Steps<World> steps) {
        for (int i = 0; i < world.flights().size(); i++) {
            Flight flight = world.flights().get(i);
            World without = world.flights(Flight.without(world.flights(), i));
            steps.step(
                    flight.passedRedis() ? "the journal takes %s" : "lands: %s",
                    new Told(around, flight.entry()),
                    flight.passedRedis() ? heaped(without, flight) : landed(without, flight));
        }
    }

    /** Immutable. An entry for people. */
    record Told(Surroundings around, int entry) {
        @Override
        public String toString() {
            return EntryText.of(around.entries.record(entry));
        }
    }

    private World landed(World world, Flight flight) {
        Landing landing = around.line.land(around.deciding(world), flight.entry());
        int end = landing.after().number();
        World after = around.redisDecides() ? world.redis(end) : world.log(end);
        boolean accepted = landing.verdict() instanceof Verdict.Accepted;
        JournalRecord record = around.entries.record(flight.entry());
        if (accepted && record instanceof OwnershipGranted grant) {
            int holder = Written.nodeOf(grant.owner().node()) + 1;
            after = after.bounds(after.bounds().leased(holder));
        }
        if (accepted
                && record instanceof TurnCommitted
                && around.protocol.authority() == Authority.REDIS_THEN_JOURNAL) {
            Flight on = new Flight(flight.entry(), flight.waiter(), true);
            return after.flights(Flight.with(after.flights(), on));
        }
        return delivered(after, flight.waiter(), landing.verdict(), landing.after());
    }

    private World heaped(World world, Flight flight) {
        Set<Integer> heap = new HashSet<>(around.heaps.value(world.log()));
        heap.add(flight.entry());
        World after = world.log(around.heaps.number(Set.copyOf(heap)));
        return delivered(after, flight.waiter(), new Verdict.Accepted(), around.deciding(after));
    }

    private World delivered(World world, int node, Verdict verdict, LineNode end) {
        if (node == Flight.NOBODY) {
            return world;
        }
        Work work = world.nodes().get(node);
        boolean refused = verdict instanceof Verdict.Refused;
        return switch (work.stage()) {
            case STARTING -> started(world, node, work, verdict, end);
            case LEASING ->
                    world.node(node, mayWork(work, verdict, end) ? work.atTask() : Work.IDLE);
            case SETTLING -> world.node(node, Work.IDLE);
            case INTENDING -> world.node(node, refused ? Work.IDLE : work.calling());
            case FINISHING -> refused ? world.node(node, Work.IDLE) : commits(world, node, work);
            case COMMITTING -> {
                boolean told =
                        !refused || around.protocol.acknowledgement() == Acknowledgement.BROKER;
                yield world.node(node, told ? work.judged(work.answer()) : Work.IDLE);
            }
            case IDLE, CALLING, AT_TASK, JUDGED ->
                    throw new IllegalStateException("waits for nothing");
        };
    }

    /**
     * A lease that prolongs one belongs to whoever is at the task already; one that is known
     * already may be either.
     */
    private boolean mayWork(Work work, Verdict verdict, LineNode end) {
        if (!around.protocol.has(Guard.NEW_LEASE_ALONE)) {
            return !(verdict instanceof Verdict.Refused);
        }
        if (!(verdict instanceof Verdict.Accepted)) {
            return false;
        }
        FoldedEntry entry = end.entry();
        SessionHeader before = entry == null ? null : entry.before();
        QueuedTask task = before == null ? null : before.tasks().task(Written.QUEUED);
        return task != null && task.attempts() < work.answer();
    }

    private World started(World world, int node, Work work, Verdict verdict, LineNode end) {
        return switch (verdict) {
            case Verdict.Refused _ -> world.node(node, Work.IDLE);
            case Verdict.Duplicate _ ->
                    world.node(node, work.judged(end.answerOf(Written.turn(work.turn()))));
            case Verdict.Accepted _ ->
                    goesOn(world, node, work.started((int) end.session().seq() + 1), end);
        };
    }

    /** After the steps that are recorded: what nobody is certain of is reported, not done. */
    private World goesOn(World world, int node, Work work, LineNode end) {
        if (around.scope.tool() == Tool.NONE) {
            return commits(world, node, work);
        }
        RunningTurn running = end.session().running();
        TaskStep step = running == null ? null : running.step(Written.task(work.turn()));
        if (step != null && step.finished()) {
            return commits(world, node, work);
        }
        boolean idempotent = around.scope.tool() == Tool.IDEMPOTENT;
        if (step != null && !idempotent) {
            return world.node(node, Work.IDLE);
        }
        int intent =
                around.entries.number(
                        Written.intend(work.epoch(), node, work.turn(), idempotent, work.start()));
        return world.node(node, work.waiting(Stage.INTENDING, intent)).sends(intent, node);
    }

    private World commits(World world, int node, Work work) {
        int commit =
                around.entries.number(
                        Written.commit(
                                work.epoch(),
                                Written.node(node),
                                work.seq(),
                                Written.turn(work.turn()),
                                work.answer(),
                                work.life(),
                                work.start()));
        return world.node(node, work.waiting(Stage.COMMITTING, commit)).sends(commit, node);
    }

    /** For the judge: what a journal that takes everything has. */
    List<TurnCommitted> heapOf(World world) {
        return around.heaps.value(world.log()).stream()
                .map(around.entries::record)
                .map(TurnCommitted.class::cast)
                .toList();
    }
}
