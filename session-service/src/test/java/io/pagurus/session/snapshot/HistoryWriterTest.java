package io.pagurus.session.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagurus.session.fold.SessionFold;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.Turn;
import io.pagurus.session.history.ChunkCodec;
import io.pagurus.session.history.SealedHistory;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which sessions are sealed with later flushes, when more are due than one can seal. */
class HistoryWriterTest {

    private static final int DUE = 10_000;

    private final MockProducer<String, byte @Nullable []> producer =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    private final Map<Integer, Set<String>> asked = new HashMap<>();
    private final Set<Integer> gone = new HashSet<>();
    private final HistoryWriter writer =
            new HistoryWriter(
                    new Sealing(new ChunkCodec(), new NoBodies(), new Floors(), 1_000_000),
                    "history",
                    this::again);

    private boolean again(int partition, Collection<String> sessions) {
        if (gone.contains(partition)) {
            return false;
        }
        asked.put(partition, Set.copyOf(sessions));
        return true;
    }

    /** Immutable. No body can be read, so no chunk takes its time. */
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

    @Test
    void noPartitionHasToWaitUntilAnotherOneIsDone() {
        // When
        var _ = writer.write(producer, flush(part(0), part(1), part(2)));

        // Then
        assertThat(asked).containsOnlyKeys(0, 1, 2);
        assertThat(asked.values()).allSatisfy(some -> assertThat(some).hasSizeGreaterThan(1_000));
    }

    @Test
    void partitionThatWentToAnotherIsForgottenAndTakesNoRoom() {
        // Given
        var _ = writer.write(producer, flush(part(0), part(1)));
        int both = writer.waiting();
        gone.add(0);
        asked.clear();

        // When
        var _ = writer.write(producer, nothing());

        // Then
        assertThat(asked).containsOnlyKeys(1);
        assertThat(writer.waiting()).isPositive().isLessThan(both);
        var _ = writer.write(producer, nothing());
        assertThat(asked.get(1)).hasSizeGreaterThan(4_000);
        gone.add(1);
        var _ = writer.write(producer, nothing());
        assertThat(writer.waiting()).isZero();
    }

    private static Flush nothing() {
        return flush(Map.of());
    }

    private static Map<Integer, Map<String, Optional<Row>>> part(int partition) {
        Map<String, Optional<Row>> rows = new HashMap<>();
        for (int i = 0; i < DUE; i++) {
            String session = "s" + partition + "-" + i;
            rows.put(
                    session,
                    Optional.of(
                            new Row(
                                    SessionFold.poisoned(session, "for a test", partition),
                                    new Bodies(
                                            List.of(1L),
                                            SealedHistory.MESSAGES_PER_CHUNK,
                                            0,
                                            Bodies.NO_CHUNK,
                                            Map.of(),
                                            null),
                                    Instant.EPOCH)));
        }
        return Map.of(partition, rows);
    }

    @SafeVarargs
    private static Flush flush(Map<Integer, Map<String, Optional<Row>>>... parts) {
        Map<Integer, Flush.Part> all = new HashMap<>();
        for (Map<Integer, Map<String, Optional<Row>>> part : parts) {
            part.forEach((partition, rows) ->
                    all.put(partition, new Flush.Part(1, Optional.empty(), rows)));
        }
        return new Flush(new ConsumerGroupMetadata("group"), all);
    }
}
