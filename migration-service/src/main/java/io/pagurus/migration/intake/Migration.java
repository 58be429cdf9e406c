package io.pagurus.migration.intake;

import io.pagurus.events.ClusterEvent.NodeEjected;
import io.pagurus.events.MigrationEvent.MigrationAborted;
import io.pagurus.events.MigrationEvent.MigrationCompleted;
import io.pagurus.events.MigrationEvent.MigrationPlanned;
import io.pagurus.events.kafka.EventWriter;
import io.pagurus.migration.fleet.Fleet;
import io.pagurus.migration.history.MigrationHistory;
import io.pagurus.migration.history.MigrationState.Running;
import io.pagurus.migration.move.Leaving;
import io.pagurus.migration.move.Move.Reason;
import io.pagurus.migration.move.Mover;
import io.pagurus.migration.move.Moves;
import io.pagurus.migration.move.Waiting;
import io.pagurus.migration.plan.SessionNeed;
import io.pagurus.migration.plan.TakeoverPlan;
import io.pagurus.migration.sessions.SessionDirectory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Confined to the intake loop's thread, which may block. One ejected node: list → plan → announce →
 * move → announce. Idle sessions stay where they are until their next request.
 */
public final class Migration {

    /** How a run ended. */
    enum Run {
        /** Its end is published. */
        PUBLISHED,
        /** Its end was published before. */
        KNOWN,
        /** The service stops; the migration is begun again. */
        STOPPED
    }

    /**
     * Immutable. What all migrations share.
     *
     * @param deadline how long one may take; then the rest waits for its next request
     * @param maxSessions how many sessions one takes; the rest waits for its next request
     */
    public record Surroundings(
            SessionDirectory sessions,
            Supplier<Fleet> fleet,
            Moves moves,
            MigrationHistory history,
            EventWriter writer,
            Waiting waiting,
            Clock clock,
            Duration deadline,
            Duration publishPatience,
            int maxSessions) {}

    private static final System.Logger LOG = System.getLogger(Migration.class.getName());
    private static final String NODE_EJECTED = "node-ejected";

    private final Surroundings around;
    private final Listings listings;
    private final Mover mover;
    private final Announcements announcements;

    public Migration(Surroundings around) {
        this.around = around;
        this.listings = new Listings(around.sessions(), around.waiting(), around.maxSessions());
        this.mover = new Mover(around.sessions(), around.fleet(), around.waiting());
        this.announcements =
                new Announcements(
                        around.writer(),
                        around.history(),
                        around.waiting(),
                        around.publishPatience());
    }

    Run run(String migrationId, NodeEjected ejected) {
        Running before = null;
        var known = around.history().find(migrationId);
        if (known.isPresent()) {
            if (!(known.get() instanceof Running running)) {
                return Run.KNOWN;
            }
            before = running;
        }
        long until = around.waiting().nanos() + around.deadline().toNanos();
        Leaving leaving = new Leaving(migrationId, ejected.nodeId(), ejected.incarnation(), until);
        return switch (listings.all(leaving)) {
            case Listings.Listed(List<SessionNeed> needs) -> {
                Running plan = before == null ? plan(leaving, needs) : before;
                yield before == null && !announcePlan(plan)
                        ? Run.STOPPED
                        : carryOut(leaving, plan, needs);
            }
            case Listings.NotListed _ ->
                    aborted(leaving, Reason.NO_VERDICT, before == null ? 0 : before.planned());
            case Listings.Stopped _ -> Run.STOPPED;
        };
    }

    private Running plan(Leaving leaving, List<SessionNeed> needs) {
        return new Running(
                leaving.migrationId(),
                leaving.nodeId(),
                NODE_EJECTED,
                needs.size(),
                around.clock().instant());
    }

    private boolean announcePlan(Running plan) {
        return announcements.publish(
                new MigrationPlanned(
                        plan.migrationId(),
                        plan.nodeId(),
                        plan.reason(),
                        plan.planned(),
                        plan.plannedAt()));
    }

    private Run carryOut(Leaving leaving, Running plan, List<SessionNeed> needs) {
        Moves.Result result;
        try {
            result = around.moves().all(TakeoverPlan.of(needs), need -> mover.move(leaving, need));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Run.STOPPED;
        }
        Reason why = result.why();
        if (why != null) {
            return aborted(leaving, why, result.left());
        }
        // What a run before this one had planned and is not listed any more, that run has moved.
        int earlier = Math.max(0, plan.planned() - needs.size());
        return completed(plan, result.moved() + earlier, result.overtaken());
    }

    private Run completed(Running plan, int moved, int overtaken) {
        Instant now = around.clock().instant();
        LOG.log(
                System.Logger.Level.INFO,
                "migration {0} of node {1}: {2} moved, {3} overtaken",
                plan.migrationId(),
                plan.nodeId(),
                moved,
                overtaken);
        return ended(
                announcements.publish(
                        new MigrationCompleted(
                                plan.migrationId(),
                                plan.nodeId(),
                                plan.reason(),
                                moved,
                                overtaken,
                                plan.plannedAt(),
                                now)));
    }

    private Run aborted(Leaving leaving, Reason why, int left) {
        // A service that stops has aborted nothing: the next run goes on.
        if (!around.waiting().pause(Duration.ZERO)) {
            return Run.STOPPED;
        }
        String reason = why.name().toLowerCase(Locale.ROOT).replace('_', '-');
        LOG.log(
                System.Logger.Level.WARNING,
                "migration {0} of node {1} leaves {2} sessions: {3}",
                leaving.migrationId(),
                leaving.nodeId(),
                left,
                reason);
        return ended(
                announcements.publish(
                        new MigrationAborted(
                                leaving.migrationId(), leaving.nodeId(), reason, left)));
    }

    private static Run ended(boolean published) {
        return published ? Run.PUBLISHED : Run.STOPPED;
    }
}
