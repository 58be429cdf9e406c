package io.pagurus.session.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.session.fold.SessionFold;
import io.pagurus.session.snapshot.SnapshotLoader.Loaded;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SnapshotLoaderTest {

    private static final TopicPartition SNAPSHOT = new TopicPartition("snapshot", 0);
    private static final TopicPartition JOURNAL = new TopicPartition("journal", 0);
    private static final byte[] ROW =
            RowCodec.encode(
                    new Row(SessionFold.poisoned("s", "as a test", 0), Bodies.NONE, Instant.EPOCH));

    private long ends;
    private final Queue<MockConsumer<String, byte @Nullable []>> consumers = new ArrayDeque<>();
    private final SnapshotLoader loader =
            new SnapshotLoader(
                    consumers::remove, SNAPSHOT.topic(), JOURNAL.topic(), Duration.ofSeconds(10));

    @Test
    void whoHasLoadedItReadsWhatWasWrittenSince() {
        // Given
        var _ = has(5, List.of(record(0, "s1", ROW), record(1, "s2", ROW), position(2, 7)));
        Loaded before = loader.load(0);
        assertThat(before.rows()).containsOnlyKeys("s1", "s2");
        // When
        var _ = has(11, List.of(record(3, "s1", null), record(4, "s3", ROW), position(5, 9)));
        Loaded now = loader.load(0, before);
        // Then
        assertThat(now.rows()).containsOnlyKeys("s2", "s3");
        assertThat(now.next()).isEqualTo(9);
        assertThat(now.end()).isEqualTo(11);
    }

    @Test
    void withoutAnythingNewAllIsAsItWas() {
        // Given
        var _ = has(5, List.of(record(0, "s1", ROW), position(1, 7)));
        Loaded before = loader.load(0);
        // When
        var _ = has(8, List.of());
        Loaded now = loader.load(0, before);
        // Then
        assertThat(now.rows()).containsOnlyKeys("s1");
        assertThat(now.next()).isEqualTo(7);
        assertThat(now.end()).isEqualTo(8);
    }

    @Test
    void theEndOfAJournalThatGrowsMeanwhileIsNotBeforeTheSnapshot() {
        // Given an owner that goes on, and writes a snapshot while one is read
        MockConsumer<String, byte @Nullable []> reader = has(5, List.of(position(0, 5)));
        reader.schedulePollTask(() -> {
            reader.updateEndOffsets(Map.of(SNAPSHOT, 2L, JOURNAL, 9L));
            reader.addRecord(position(1, 9));
        });
        reader.updateEndOffsets(Map.of(SNAPSHOT, 2L, JOURNAL, 5L));
        // When
        Loaded now = loader.load(0);
        // Then
        assertThat(now.next()).isEqualTo(9);
        assertThat(now.end()).isEqualTo(9);
    }

    /** The next reader finds these. */
    private MockConsumer<String, byte @Nullable []> has(
            long journalEnd, List<ConsumerRecord<String, byte @Nullable []>> records) {
        MockConsumer<String, byte @Nullable []> consumer = new MockConsumer<>("earliest");
        long end = records.isEmpty() ? ends : records.getLast().offset() + 1;
        ends = end;
        consumer.updateBeginningOffsets(Map.of(SNAPSHOT, 0L));
        consumer.updateEndOffsets(Map.of(SNAPSHOT, end, JOURNAL, journalEnd));
        consumer.schedulePollTask(() -> records.forEach(consumer::addRecord));
        consumers.add(consumer);
        return consumer;
    }

    private static ConsumerRecord<String, byte @Nullable []> position(long offset, long next) {
        return record(
                offset,
                SnapshotWriter.POSITION_KEY,
                Long.toString(next).getBytes(StandardCharsets.UTF_8));
    }

    private static ConsumerRecord<String, byte @Nullable []> record(
            long offset, String key, byte @Nullable [] value) {
        return new ConsumerRecord<>(SNAPSHOT.topic(), SNAPSHOT.partition(), offset, key, value);
    }
}
