package io.pagurus.migration;

import io.pagurus.events.kafka.DeadLetters;
import io.pagurus.events.kafka.EventLoop;
import io.pagurus.events.kafka.EventWriter;
import io.pagurus.events.kafka.Topics;
import io.pagurus.migration.fleet.FleetWatch;
import io.pagurus.migration.history.MigrationHistory;
import io.pagurus.migration.intake.Ejections;
import io.pagurus.migration.intake.Migration;
import io.pagurus.migration.move.Move;
import io.pagurus.migration.move.Moves;
import io.pagurus.migration.sessions.SessionDirectory;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Thread-safe; {@link #close} blocks. The service's three loops on threads of their own: the fleet
 * and the history are read to their ends first, then ejections are taken in.
 */
final class MigrationLoops implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(MigrationLoops.class.getName());

    private final Topics topics;
    private final RealWaiting waiting = new RealWaiting();
    private final FleetWatch fleet = new FleetWatch();
    private final MigrationHistory history;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final EventLoop fleetLoop;
    private final EventLoop historyLoop;
    private final EventLoop intakeLoop;
    private volatile boolean ready;

    /**
     * Wires the loops; {@link #start} begins them.
     *
     * @param each told of each session's end
     */
    MigrationLoops(
            MigrationConfig config,
            String instance,
            Topics topics,
            KafkaClients kafka,
            Producer<String, byte[]> producer,
            SessionDirectory sessions,
            Clock clock,
            Consumer<Move> each) {
        this.topics = topics;
        this.history = new MigrationHistory(config.history());
        Migration migration =
                new Migration(
                        new Migration.Surroundings(
                                sessions,
                                fleet::fleet,
                                new Moves(config.concurrency(), threads, each),
                                history,
                                new EventWriter(
                                        producer, topics, "/migration-service/" + instance, clock),
                                waiting,
                                clock,
                                config.deadline(),
                                KafkaClients.DELIVERY.multipliedBy(2),
                                config.maxSessions()));
        DeadLetters deadLetters = new DeadLetters(producer, topics);
        this.fleetLoop =
                new EventLoop(
                        () -> kafka.reader("fleet"),
                        EventLoop.From.BEGINNING,
                        List.of(topics.topology()),
                        fleet,
                        deadLetters);
        this.historyLoop =
                new EventLoop(
                        () -> kafka.reader("history"),
                        EventLoop.From.BEGINNING,
                        List.of(topics.migrationEvents()),
                        history,
                        deadLetters);
        this.intakeLoop =
                new EventLoop(
                        () ->
                                kafka.member(
                                        config.group(), config.sessionTimeout(), config.deadline()),
                        EventLoop.From.GROUP,
                        List.of(topics.clusterEvents()),
                        new Ejections(migration),
                        deadLetters);
    }

    void start() {
        threads.execute(fleetLoop);
        threads.execute(historyLoop);
        threads.execute(this::intake);
    }

    private void intake() {
        fleetLoop.caughtUp().toCompletableFuture().join();
        historyLoop.caughtUp().toCompletableFuture().join();
        LOG.log(System.Logger.Level.INFO, "follows {0}", topics.clusterEvents());
        ready = true;
        try {
            intakeLoop.run();
        } catch (InterruptException _) {
            // Stopped within a migration; its position is not committed.
        }
    }

    /** Whether ejections are taken in. */
    boolean ready() {
        return ready;
    }

    MigrationHistory history() {
        return history;
    }

    /** Records that no loop could use. */
    long unusable() {
        return List.of(fleetLoop, historyLoop, intakeLoop).stream()
                .mapToLong(loop -> loop.unknown() + loop.broken() + loop.failed())
                .sum();
    }

    @Override
    public void close() {
        waiting.stop();
        fleetLoop.close();
        historyLoop.close();
        if (ready) {
            intakeLoop.close();
        }
        threads.shutdownNow();
    }
}
