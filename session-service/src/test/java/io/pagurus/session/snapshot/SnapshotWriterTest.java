package io.pagurus.session.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.Turn;
import io.pagurus.session.history.ChunkCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SnapshotWriterTest {

    private static final Flush FLUSH =
            new Flush(
                    new ConsumerGroupMetadata("group"),
                    Map.of(0, new Flush.Part(7, Optional.empty(), Map.of("s1", Optional.empty()))));

    /** Sees, as the fence is asked, whether all records were in the log. */
    private static final class Watched extends MockProducer<String, byte @Nullable []> {

        private final List<Boolean> written = new ArrayList<>();

        Watched() {
            super(false, null, new StringSerializer(), new ByteArraySerializer());
        }

        @Override
        public void sendOffsetsToTransaction(
                Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
            written.add(flushed());
            super.sendOffsetsToTransaction(offsets, group);
        }
    }

    /** Immutable. No session has a body. */
    private record NoBodies() implements OpenBodies {
        @Override
        public Optional<List<Turn>> turns(SessionHeader header, List<Long> offsets) {
            return Optional.empty();
        }

        @Override
        public Optional<JsonNode> state(SessionHeader header, long offset) {
            return Optional.empty();
        }
    }

    private static SnapshotWriter writer(MockProducer<String, byte @Nullable []> producer) {
        Sealing sealing = new Sealing(new ChunkCodec(), new NoBodies(), new Floors(), 1_000_000);
        return new SnapshotWriter(
                () -> producer,
                "journal",
                "snapshot",
                new HistoryWriter(sealing, "history", (_, _) -> true));
    }

    @Test
    void rowsAreInTheLogBeforeTheGroupIsAskedWhetherTheWriterMay() {
        // Given
        Watched producer = new Watched();
        try (SnapshotWriter writer = writer(producer)) {

            // When
            Optional<Written> written = writer.write(FLUSH, () -> true).join();

            // Then
            assertThat(written).isPresent();
            assertThat(producer.written).containsExactly(true);
        }
    }

    @Test
    void transactionIsAbortedWhateverWentWrong() {
        // Given
        MockProducer<String, byte @Nullable []> producer =
                new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer()) {
                    @Override
                    public void sendOffsetsToTransaction(
                            Map<TopicPartition, OffsetAndMetadata> offsets,
                            ConsumerGroupMetadata group) {
                        throw new IllegalStateException("a bug");
                    }
                };
        try (SnapshotWriter writer = writer(producer)) {

            // When
            Optional<Written> written = writer.write(FLUSH, () -> true).join();

            // Then
            assertThat(written).isEmpty();
            assertThat(producer.transactionAborted()).isTrue();
            assertThat(writer.failures()).isEqualTo(1);
        }
    }
}
