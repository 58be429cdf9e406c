package io.pagurus.migration.intake;

import io.pagurus.events.MigrationEvent;
import io.pagurus.events.MigrationEvent.MigrationAborted;
import io.pagurus.events.MigrationEvent.MigrationCompleted;
import io.pagurus.events.MigrationEvent.MigrationPlanned;
import io.pagurus.events.kafka.EventWriter;
import io.pagurus.migration.history.MigrationHistory;
import io.pagurus.migration.move.Waiting;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Thread-safe; blocks. Publishes what a migration does, under ids that a second run uses too. While
 * Kafka is away it tries until the service stops: the position waits for it anyway.
 */
final class Announcements {

    private static final System.Logger LOG = System.getLogger(Announcements.class.getName());
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final EventWriter writer;
    private final MigrationHistory history;
    private final Waiting waiting;
    private final Duration patience;

    /**
     * Wires them.
     *
     * @param patience for one write; longer than the producer's own delivery timeout
     */
    Announcements(
            EventWriter writer, MigrationHistory history, Waiting waiting, Duration patience) {
        this.writer = writer;
        this.history = history;
        this.waiting = waiting;
        this.patience = patience;
    }

    /** False when the service stops before the brokers have it. */
    boolean publish(MigrationEvent event) {
        while (!written(event)) {
            if (!waiting.pause(PAUSE)) {
                return false;
            }
        }
        history.apply(event);
        return true;
    }

    private boolean written(MigrationEvent event) {
        try {
            writer.write(id(event), event)
                    .toCompletableFuture()
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | CompletionException | TimeoutException failure) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "an event of migration {0} is not written, and is tried again: {1}",
                    event.migrationId(),
                    failure.toString());
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String id(MigrationEvent event) {
        return event.migrationId()
                + switch (event) {
                    case MigrationPlanned _ -> "-planned";
                    case MigrationCompleted _ -> "-completed";
                    case MigrationAborted _ -> "-aborted";
                };
    }
}
