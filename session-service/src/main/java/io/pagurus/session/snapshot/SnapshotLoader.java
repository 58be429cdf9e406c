package io.pagurus.session.snapshot;

import io.pagurus.session.fold.EpochFloor;
import io.pagurus.session.fold.PartitionState;
import io.pagurus.session.fold.RulesVersion;
import io.pagurus.session.fold.SessionFold;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe; blocks. Reads the committed snapshot of one partition. Each load has a consumer of
 * its own, since several partitions are loaded at once.
 */
public final class SnapshotLoader {

    private static final System.Logger LOG = System.getLogger(SnapshotLoader.class.getName());
    private static final Duration POLL = Duration.ofMillis(200);

    private final Supplier<Consumer<String, byte @Nullable []>> consumers;
    private final String topic;
    private final String journalTopic;
    private final long deadlineNanos;

    /**
     * Immutable but for the rows, which belong to whoever asked.
     *
     * @param rows by session
     * @param state what the partition has beside sessions
     * @param next the offset in the journal of the first entry that the rows are not of
     * @param end the offset after the journal's last entry, as it was during the load
     * @param readTo the offset in the snapshot's topic to which it was read
     */
    public record Loaded(
            ConcurrentNavigableMap<String, Row> rows,
            PartitionState state,
            long next,
            long end,
            long readTo) {

        private static Loaded nothing() {
            return new Loaded(new ConcurrentSkipListMap<>(), PartitionState.NONE, 0, 0, 0);
        }
    }

    /**
     * @param consumers make readers of what is committed, without a group
     * @param deadline how long a load may take
     */
    public SnapshotLoader(
            Supplier<Consumer<String, byte @Nullable []>> consumers,
            String topic,
            String journalTopic,
            Duration deadline) {
        this.consumers = consumers;
        this.topic = topic;
        this.journalTopic = journalTopic;
        this.deadlineNanos = deadline.toNanos();
    }

    /**
     * The snapshot of a partition; without rows and from offset 0 when there is none yet.
     *
     * @throws KafkaException when it could not be read in time
     */
    public Loaded load(int partition) {
        return load(partition, Loaded.nothing());
    }

    /**
     * The same for who has loaded it a moment ago: what was written since is read.
     *
     * @param before its rows are taken over
     */
    public Loaded load(int partition, Loaded before) {
        long endNanos = System.nanoTime() + deadlineNanos;
        TopicPartition source = new TopicPartition(topic, partition);
        ConcurrentNavigableMap<String, Row> rows = before.rows();
        TopicPartition journal = new TopicPartition(journalTopic, partition);
        long next = before.next();
        long floor = before.state().floor().epoch();
        NavigableMap<Long, RulesVersion> marks = before.state().marks();
        long journalEnd;
        long end;
        try (Consumer<String, byte @Nullable []> consumer = consumers.get()) {
            consumer.assign(List.of(source));
            if (before.readTo() == 0) {
                consumer.seekToBeginning(List.of(source));
            } else {
                consumer.seek(source, before.readTo());
            }
            end = consumer.endOffsets(List.of(source)).getOrDefault(source, 0L);
            if (end < before.readTo()) {
                // Not the topic that it was: nothing of before holds.
                return load(partition);
            }
            while (consumer.position(source) < end) {
                if (System.nanoTime() - endNanos > 0) {
                    throw new TimeoutException("loading " + source + " takes too long");
                }
                for (ConsumerRecord<String, byte @Nullable []> read : consumer.poll(POLL)) {
                    switch (read.key()) {
                        case SnapshotWriter.POSITION_KEY -> next = number(read, next);
                        case SnapshotWriter.FLOOR_KEY -> floor = number(read, floor);
                        case SnapshotWriter.MARKS_KEY -> marks = MarksText.read(read.value());
                        default -> take(rows, read);
                    }
                }
            }
            // Here, since the journal's reader must not wait for a broker that is away; and last,
            // so that it is not before what the snapshot's writer had read by then.
            journalEnd = consumer.endOffsets(List.of(journal)).getOrDefault(journal, 0L);
        }
        return new Loaded(
                rows, new PartitionState(new EpochFloor(floor), marks), next, journalEnd, end);
    }

    /** One that is no number fails the load: nobody can say what it was. */
    private static long number(ConsumerRecord<String, byte @Nullable []> read, long before) {
        byte @Nullable [] value = read.value();
        return value == null ? before : Long.parseLong(new String(value, StandardCharsets.UTF_8));
    }

    private static void take(
            Map<String, Row> rows, ConsumerRecord<String, byte @Nullable []> read) {
        byte @Nullable [] value = read.value();
        if (value == null) {
            rows.remove(read.key());
            return;
        }
        try {
            rows.put(read.key(), RowCodec.decode(read.key(), value));
        } catch (IllegalArgumentException unreadable) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "session {0} is quarantined, its snapshot cannot be read: {1}",
                    read.key(),
                    unreadable.toString());
            rows.put(read.key(), poisoned(read));
        }
    }

    /** One session, not its partition. */
    private static Row poisoned(ConsumerRecord<String, byte @Nullable []> read) {
        return new Row(
                SessionFold.poisoned(read.key(), "its snapshot cannot be read", read.partition()),
                Bodies.NONE,
                Instant.ofEpochMilli(read.timestamp()));
    }
}
