package io.pagurus.session.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagurus.events.kafka.Membership;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.Turn;
import io.pagurus.session.history.ChunkCodec;
import io.pagurus.session.settings.TestSettings;
import io.pagurus.session.snapshot.Floors;
import io.pagurus.session.snapshot.HistoryWriter;
import io.pagurus.session.snapshot.OpenBodies;
import io.pagurus.session.snapshot.Sealing;
import io.pagurus.session.snapshot.SnapshotLoader;
import io.pagurus.session.snapshot.SnapshotWriter;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AssignmentTest {

    private static final TopicPartition JOURNAL = new TopicPartition("journal", 0);
    private static final TopicPartition SNAPSHOT = new TopicPartition("snapshot", 0);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final JournalSettings settings =
            TestSettings.of(Map.of()).getConfigMapping(JournalSettings.class);
    private final Journal journal = new Journal(settings);
    private final MockProducer<String, byte @Nullable []> producer =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());

    /** The reader's, while the leader of its partition is away. */
    private final MockConsumer<String, byte @Nullable []> consumer =
            new MockConsumer<>("none") {
                @Override
                public synchronized Map<TopicPartition, Long> endOffsets(
                        Collection<TopicPartition> partitions) {
                    throw new TimeoutException("the leader is away");
                }

                @Override
                public synchronized long position(TopicPartition partition) {
                    throw new TimeoutException("the leader is away");
                }
            };

    private static MockConsumer<String, byte @Nullable []> snapshot() {
        MockConsumer<String, byte @Nullable []> snapshot = new MockConsumer<>("earliest");
        snapshot.updateBeginningOffsets(Map.of(SNAPSHOT, 0L));
        snapshot.updateEndOffsets(Map.of(SNAPSHOT, 0L, JOURNAL, 5L));
        return snapshot;
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

    private Snapshots snapshots() {
        Sealing sealing = new Sealing(new ChunkCodec(), new NoBodies(), new Floors(), 1_000_000);
        return new Snapshots(
                new SnapshotWriter(
                        () -> producer,
                        JOURNAL.topic(),
                        SNAPSHOT.topic(),
                        new HistoryWriter(sealing, "history", (_, _) -> {})),
                journal,
                new AllSettled(),
                () -> new ConsumerGroupMetadata("group"),
                settings);
    }

    /** Thread-safe. Everything is told at once. */
    private static final class AllSettled implements Settling {
        @Override
        public long settled(int partition) {
            return Long.MAX_VALUE;
        }

        @Override
        public void onFolded(FoldedEntry entry) {}
    }

    @Test
    void brokerThatIsAwayDoesNotHoldUpTheReader() {
        // Given a partition that is given to this instance while its leader is away
        consumer.assign(List.of(JOURNAL));
        try (Assignment assignment =
                new Assignment(
                        new Membership(() -> consumer),
                        JOURNAL.topic(),
                        journal,
                        new SnapshotLoader(
                                AssignmentTest::snapshot, SNAPSHOT.topic(), JOURNAL.topic(), LIMIT),
                        snapshots(),
                        List.of(),
                        1)) {
            assignment.onPartitionsAssigned(List.of(JOURNAL));
            Share share = Optional.ofNullable(assignment.shares().get(0)).orElseThrow();
            awaitLoaded(share);

            // When
            assignment.goOn();

            // Then it catches up to where the journal ended, by what was read and nothing else
            assertThat(share.stage()).isEqualTo(new Share.Stage.CatchingUp(5));
            share.next(5);
            assignment.goOn();
            assertThat(share.serving()).isTrue();
        }
    }

    private static void awaitLoaded(Share share) {
        if (share.stage() instanceof Share.Stage.Loading(var load)) {
            try {
                var _ = load.get();
            } catch (Exception failed) {
                throw new AssertionError("not loaded", failed);
            }
        }
    }

    @Test
    void nothingIsWrittenOfAPartitionThatIsBeingLoaded() {
        // Given a session that somebody wanted in the next snapshot as the partition came back
        Share share = new Share(new CompletableFuture<>());
        share.touch("s1");

        // When
        snapshots().flushAtTheEnd(Map.of(0, share), Set.of(0));

        // Then neither a tombstone for it nor a position at the journal's beginning
        assertThat(producer.history()).isEmpty();
        assertThat(share.isDirty()).isTrue();
    }
}
