package io.pagurus.session.snapshot;

import io.pagurus.session.fold.EpochFloor;
import io.pagurus.session.fold.PartitionState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe; writes on a thread of its own. One flush is one transaction: all its rows, what the
 * partition has beside them, the position that they are of, and the group's offsets, or nothing of
 * it. The offsets are what fences a writer that has lost its partitions: the group's coordinator
 * refuses them, and so all.
 */
public final class SnapshotWriter implements AutoCloseable {

    /**
     * The largest row, with room: nine turns of 256 steps with the longest names, and where their
     * results are, are 3 MB. The topic has to take records of this size ({@code
     * max.message.bytes}), since a row that is refused would cost each flush after it.
     */
    public static final int MOST_RECORD_BYTES = 4 * 1024 * 1024;

    /** No session has this id. The position stands among the rows, and is read with them. */
    static final String POSITION_KEY = "#position";

    /** Nor this one: ids have no {@code #}. Absent while nothing was forgotten. */
    static final String FLOOR_KEY = "#epoch-floor";

    /** Nor this one. Absent while no mark was read. */
    static final String MARKS_KEY = "#rules";

    private static final System.Logger LOG = System.getLogger(SnapshotWriter.class.getName());
    private static final Duration LAST_WORD = Duration.ofSeconds(1);

    private final Supplier<Producer<String, byte @Nullable []>> producers;
    private final String journalTopic;
    private final String snapshotTopic;
    private final HistoryWriter history;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("session-snapshot").daemon(true).factory());
    private final LongAdder written = new LongAdder();
    private final LongAdder failures = new LongAdder();

    /** Confined to the thread; made at the first use, and again after it failed for good. */
    private @Nullable Producer<String, byte @Nullable []> producer;

    /**
     * @param producers makes producers with a transactional id that no other instance has
     */
    public SnapshotWriter(
            Supplier<Producer<String, byte @Nullable []>> producers,
            String journalTopic,
            String snapshotTopic,
            HistoryWriter history) {
        this.producers = producers;
        this.journalTopic = journalTopic;
        this.snapshotTopic = snapshotTopic;
        this.history = history;
    }

    /**
     * Writes what changed.
     *
     * @param before blocks until nothing that must come first is missing; false gives the flush up
     * @return what was written; empty when nothing was, and all has to be in a later flush
     */
    public CompletableFuture<Optional<Written>> write(Flush flush, BooleanSupplier before) {
        return CompletableFuture.supplyAsync(
                () -> before.getAsBoolean() ? tryWrite(flush) : Optional.empty(), thread);
    }

    private Optional<Written> tryWrite(Flush flush) {
        try {
            Producer<String, byte @Nullable []> open = open();
            open.beginTransaction();
            HistoryWriter.Sealed sealed = history.write(open, flush);
            sealed.flush().parts().forEach((partition, part) -> send(open, partition, part));
            // What the offsets fence has to be in the log before them: whoever has the partitions
            // next then writes behind it, however long this process stands still in between.
            open.flush();
            open.sendOffsetsToTransaction(offsets(flush), flush.group());
            open.commitTransaction();
            flush.parts().values().forEach(part -> written.add(part.rows().size()));
            return Optional.of(sealed.written());
        } catch (RuntimeException failed) {
            // Whatever it was, a transaction that stays open holds up all readers of snapshots.
            failures.increment();
            LOG.log(
                    System.Logger.Level.INFO,
                    "a snapshot was not written, and follows with the next one: {0}",
                    failed.toString());
            giveUp();
            return Optional.empty();
        }
    }

    private Producer<String, byte @Nullable []> open() {
        Producer<String, byte @Nullable []> open = producer;
        if (open == null) {
            open = producers.get();
            producer = open;
            open.initTransactions();
        }
        return open;
    }

    private void send(Producer<String, byte @Nullable []> to, int partition, Flush.Part part) {
        for (Map.Entry<String, Optional<Row>> row : part.rows().entrySet()) {
            byte[] value = row.getValue().map(RowCodec::encode).orElse(null);
            var _ = to.send(record(partition, row.getKey(), value));
        }
        part.state().ifPresent(state -> send(to, partition, state));
        var _ = to.send(record(partition, POSITION_KEY, text(part.next())));
    }

    private void send(Producer<String, byte @Nullable []> to, int partition, PartitionState state) {
        if (!state.floor().equals(EpochFloor.NONE)) {
            var _ = to.send(record(partition, FLOOR_KEY, text(state.floor().epoch())));
        }
        if (!state.marks().isEmpty()) {
            var _ = to.send(record(partition, MARKS_KEY, MarksText.of(state.marks())));
        }
    }

    private static byte[] text(long number) {
        return Long.toString(number).getBytes(StandardCharsets.UTF_8);
    }

    private ProducerRecord<String, byte @Nullable []> record(
            int partition, String key, byte @Nullable [] value) {
        return new ProducerRecord<>(snapshotTopic, partition, key, value);
    }

    private Map<TopicPartition, OffsetAndMetadata> offsets(Flush flush) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        flush.parts()
                .forEach((partition, part) ->
                        offsets.put(
                                new TopicPartition(journalTopic, partition),
                                new OffsetAndMetadata(part.next())));
        return offsets;
    }

    /** Aborts; a producer that cannot even do that is replaced by another one. */
    private void giveUp() {
        Producer<String, byte @Nullable []> open = producer;
        if (open == null) {
            return;
        }
        try {
            open.abortTransaction();
        } catch (RuntimeException broken) {
            producer = null;
            open.close(Duration.ZERO);
        }
    }

    /** Rows that are in snapshots. */
    public long written() {
        return written.sum();
    }

    /** Sessions whose next chunk is due, and follows with later flushes. */
    public int waitingToBeSealed() {
        return history.waiting();
    }

    /** Flushes that were not written at once. */
    public long failures() {
        return failures.sum();
    }

    /** Ends the thread and leaves the broker; a flush that is being written ends before. */
    @Override
    public void close() {
        thread.execute(() -> {
            Producer<String, byte @Nullable []> open = producer;
            producer = null;
            if (open != null) {
                open.close(LAST_WORD);
            }
        });
        thread.close();
    }
}
