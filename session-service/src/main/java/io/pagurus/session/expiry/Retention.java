package io.pagurus.session.expiry;

import io.pagurus.session.fold.QueuedTask;
import io.pagurus.session.journal.Journal;
import io.pagurus.session.journal.PartitionRows;
import io.pagurus.session.snapshot.Floors;
import io.pagurus.session.snapshot.Row;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the thread of its rounds, and closed after them. Deletes the beginning of the
 * journal: what is older than the retention, and only below the lowest offset of which a snapshot
 * does not stand for all. Sessions that still have a body there are asked to move it first, so a
 * pass may delete what the one before could not.
 *
 * <p>An instance that stood still may have lost the partition and not know it. The group's offset
 * is then the next owner's, and its rows are its own, of an earlier moment. So nothing is deleted
 * that it has not folded itself: what a later row needs and its own does not came after them.
 */
public final class Retention implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Retention.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Journal journal;
    private final Floors floors;
    private final Admin admin;
    private final Names names;
    private final Clock clock;
    private final RetentionSettings settings;

    /**
     * Immutable. What is asked about.
     *
     * @param group whose committed offsets are those that snapshots stand for
     */
    public record Names(String journalTopic, String group) {}

    /**
     * @param admin made for this alone; it is closed with it
     */
    public Retention(
            Journal journal,
            Floors floors,
            Admin admin,
            Names names,
            Clock clock,
            RetentionSettings settings) {
        this.journal = journal;
        this.floors = floors;
        this.admin = admin;
        this.names = names;
        this.clock = clock;
        this.settings = settings;
    }

    /** Deletes what can be deleted now of this instance's partitions. */
    public void pass(BooleanSupplier goOn) throws InterruptedException {
        for (int partition : journal.sessions().served()) {
            try {
                if (goOn.getAsBoolean()) {
                    pass(partition);
                }
            } catch (ExecutionException | TimeoutException failed) {
                LOG.log(
                        System.Logger.Level.INFO,
                        "partition {0} keeps its old entries for now: {1}",
                        partition,
                        failed.toString());
            }
        }
    }

    private void pass(int partition)
            throws ExecutionException, InterruptedException, TimeoutException {
        TopicPartition source = new TopicPartition(names.journalTopic(), partition);
        OptionalLong snapshot = snapshotOf(source);
        if (snapshot.isEmpty()) {
            return;
        }
        // Before the rows: an entry that is folded meanwhile may not be in those that were read.
        long known = journal.folded().getOrDefault(partition, -1L) + 1;
        long old = Math.min(known, Math.min(olderThanRetention(source), snapshot.getAsLong()));
        Optional<PartitionRows> rows = journal.sessions().rows(partition);
        if (rows.isEmpty()) {
            return;
        }
        long needed = moveOut(partition, rows.get(), old);
        long beginning = offset(source, OffsetSpec.earliest());
        // Whoever has the partition now knows better what of it is needed.
        if (needed > beginning && rows.get().areCurrent()) {
            delete(source, needed);
        }
    }

    private void delete(TopicPartition source, long before)
            throws ExecutionException, InterruptedException, TimeoutException {
        var _ =
                get(
                        admin.deleteRecords(Map.of(source, RecordsToDelete.beforeOffset(before)))
                                .all());
        LOG.log(System.Logger.Level.INFO, "deleted the entries of {0} below {1}", source, before);
    }

    /** The offset up to which a snapshot stands for all headers. */
    private OptionalLong snapshotOf(TopicPartition source)
            throws ExecutionException, InterruptedException, TimeoutException {
        @Nullable OffsetAndMetadata committed =
                get(admin.listConsumerGroupOffsets(names.group()).partitionsToOffsetAndMetadata())
                        .get(source);
        return committed == null ? OptionalLong.empty() : OptionalLong.of(committed.offset());
    }

    /** The offset of the first entry that is not older. */
    private long olderThanRetention(TopicPartition source)
            throws ExecutionException, InterruptedException, TimeoutException {
        long since = clock.instant().minus(settings.after()).toEpochMilli();
        long found = offset(source, OffsetSpec.forTimestamp(since));
        return found < 0 ? offset(source, OffsetSpec.latest()) : found;
    }

    private long offset(TopicPartition source, OffsetSpec which)
            throws ExecutionException, InterruptedException, TimeoutException {
        ListOffsetsResultInfo found =
                get(admin.listOffsets(Map.of(source, which)).partitionResult(source));
        return found.offset();
    }

    /**
     * Asks the sessions that have a body below the offset to move it.
     *
     * @return below which nobody has one at this moment
     */
    private long moveOut(int partition, PartitionRows rows, long old) {
        floors.raise(partition, old);
        long lowest = old;
        List<String> late = new ArrayList<>();
        for (Row row : rows) {
            long needs = lowestNeeded(row);
            if (needs < old) {
                late.add(row.header().sessionId());
                lowest = Math.min(lowest, needs);
            }
        }
        var _ = journal.touch(partition, late);
        return lowest;
    }

    /** Of its bodies and of the inputs of its open tasks; the latter end by themselves. */
    private static long lowestNeeded(Row row) {
        long inputs =
                row.header().tasks().open().stream()
                        .mapToLong(QueuedTask::offset)
                        .min()
                        .orElse(Long.MAX_VALUE);
        return Math.min(inputs, row.bodies().lowestInJournal().orElse(Long.MAX_VALUE));
    }

    private static <T> T get(Future<T> future)
            throws ExecutionException, InterruptedException, TimeoutException {
        return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Lets go of the brokers. */
    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
