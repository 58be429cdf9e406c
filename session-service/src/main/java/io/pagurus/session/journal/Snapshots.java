package io.pagurus.session.journal;

import io.pagurus.session.fold.PartitionState;
import io.pagurus.session.snapshot.Flush;
import io.pagurus.session.snapshot.Row;
import io.pagurus.session.snapshot.SnapshotWriter;
import io.pagurus.session.snapshot.Written;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the journal reader's thread. Hands what changed to the snapshot writer, one flush at
 * a time; what a flush did not write is in the next one.
 */
final class Snapshots {

    private static final System.Logger LOG = System.getLogger(Snapshots.class.getName());
    private static final long LOOK_AGAIN_NANOS = Duration.ofMillis(2).toNanos();

    private final SnapshotWriter writer;
    private final Journal journal;
    private final SessionTable sessions;
    private final Settling settling;
    private final Supplier<ConsumerGroupMetadata> group;
    private final long everyNanos;
    private final Duration lastWord;
    private long lastNanos = System.nanoTime();
    private @Nullable Flying flying;

    /** Immutable. A flush that is being written, and what it says of each share. */
    private record Flying(CompletableFuture<Optional<Written>> written, Map<Share, Taken> shares) {}

    /** Immutable. What a flush says of a share: stored when it is written, dirty again if not. */
    private record Taken(Set<String> dirty, PartitionState state) {}

    Snapshots(
            SnapshotWriter writer,
            Journal journal,
            Settling settling,
            Supplier<ConsumerGroupMetadata> group,
            JournalSettings settings) {
        this.writer = writer;
        this.journal = journal;
        this.sessions = journal.sessions();
        this.settling = settling;
        this.group = group;
        this.everyNanos = settings.snapshotEvery().toNanos();
        this.lastWord = settings.handOver();
    }

    void flushIfDue(Map<Integer, Share> shares) {
        if (land(Duration.ZERO) && System.nanoTime() - lastNanos >= everyNanos) {
            takeOff(shares, Set.of());
        }
    }

    /** Writes all that is dirty before the partitions are another's; gives up after a while. */
    void flushAtTheEnd(Map<Integer, Share> shares, Set<Integer> going) {
        if (!land(lastWord)) {
            return;
        }
        takeOff(shares, going);
        if (!land(lastWord)) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "no last snapshot of {0}: the next owner folds a little more",
                    going);
        }
    }

    private void takeOff(Map<Integer, Share> shares, Set<Integer> only) {
        lastNanos = System.nanoTime();
        Map<Integer, Flush.Part> parts = new HashMap<>();
        Map<Share, Taken> taken = new HashMap<>();
        shares.forEach((partition, share) -> {
            // Of a partition that is being loaded nothing is known: a snapshot would empty it.
            if (share.adopted()
                    && share.isDirty()
                    && (only.isEmpty() || only.contains(partition))) {
                Set<String> dirty = share.takeDirty();
                PartitionState state = journal.state(partition);
                taken.put(share, new Taken(dirty, state));
                Optional<PartitionState> changed =
                        Optional.of(state).filter(now -> !now.equals(share.stored()));
                parts.put(partition, new Flush.Part(share.next(), changed, rows(partition, dirty)));
            }
        });
        if (!parts.isEmpty()) {
            Flush flush = new Flush(group.get(), parts);
            flying = new Flying(writer.write(flush, () -> allTold(flush)), taken);
        }
    }

    private Map<String, Optional<Row>> rows(int partition, Set<String> dirty) {
        Map<String, Optional<Row>> rows = new HashMap<>();
        dirty.forEach(sessionId ->
                rows.put(sessionId, Optional.ofNullable(sessions.get(partition, sessionId))));
        return rows;
    }

    /** On the writer's thread. No snapshot may stand for an entry that nobody was told of. */
    private boolean allTold(Flush flush) {
        long endNanos = System.nanoTime() + lastWord.toNanos();
        for (Map.Entry<Integer, Flush.Part> part : flush.parts().entrySet()) {
            while (settling.settled(part.getKey()) < part.getValue().next()) {
                if (System.nanoTime() - endNanos > 0) {
                    return false;
                }
                LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            }
        }
        return true;
    }

    /** Whether no flush is being written (any more). */
    private boolean land(Duration wait) {
        Flying flight = flying;
        if (flight == null) {
            return true;
        }
        if (wait.isZero() && !flight.written().isDone()) {
            return false;
        }
        Optional<Written> written = Optional.empty();
        try {
            written = flight.written().get(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            return false;
        } catch (ExecutionException failed) {
            LOG.log(System.Logger.Level.ERROR, "writing a snapshot failed", failed.getCause());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
        flying = null;
        boolean stored = written.isPresent();
        flight.shares()
                .forEach((share, taken) -> {
                    if (stored) {
                        share.stored(taken.state());
                    } else {
                        share.touchAll(taken.dirty());
                    }
                });
        written.ifPresent(this::note);
        return true;
    }

    /** The rows may have changed meanwhile: what has left the journal is all that is noted. */
    private void note(Written written) {
        for (Written.Moved moved : written.moves()) {
            Row row = sessions.get(moved.partition(), moved.sessionId());
            if (row != null) {
                sessions.put(moved.partition(), moved.sessionId(), moved.change().apply(row));
            }
        }
    }
}
