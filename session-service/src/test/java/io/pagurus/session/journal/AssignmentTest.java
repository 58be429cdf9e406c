package io.pagurus.session.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagurus.events.kafka.Membership;
import io.pagurus.local.process.Patience;
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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AssignmentTest {

    private static final TopicPartition JOURNAL = new TopicPartition("journal", 0);
    private static final TopicPartition OTHER = new TopicPartition("journal", 1);
    private static final TopicPartition SNAPSHOT = new TopicPartition("snapshot", 0);
    private static final TopicPartition OTHER_SNAPSHOT = new TopicPartition("snapshot", 1);
    private static final long JOURNAL_END = 5;
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final JournalSettings settings = settings("10M");
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
        snapshot.updateBeginningOffsets(Map.of(SNAPSHOT, 0L, OTHER_SNAPSHOT, 0L));
        snapshot.updateEndOffsets(
                Map.of(SNAPSHOT, 0L, OTHER_SNAPSHOT, 0L, JOURNAL, JOURNAL_END, OTHER, 5L));
        return snapshot;
    }

    private static JournalSettings settings(String pauseAfterFailure) {
        return TestSettings.of(
                        Map.of(
                                "pagurus.journal.loaders",
                                "1",
                                "pagurus.journal.pause-after-failure",
                                pauseAfterFailure))
                .getConfigMapping(JournalSettings.class);
    }

    private static SnapshotLoader loader(Supplier<Consumer<String, byte @Nullable []>> consumers) {
        return new SnapshotLoader(consumers, SNAPSHOT.topic(), JOURNAL.topic(), LIMIT);
    }

    private Assignment assignment(
            SnapshotLoader loader, JournalSettings set, FoldListener... listeners) {
        consumer.assign(List.of(JOURNAL, OTHER));
        return new Assignment(
                new Membership(() -> consumer),
                JOURNAL.topic(),
                journal,
                loader,
                snapshots(),
                List.of(listeners),
                set);
    }

    /** Thread-safe. Brokers that leave the first question open until somebody gives up. */
    private static final class Silent implements Supplier<Consumer<String, byte @Nullable []>> {

        final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch never = new CountDownLatch(1);
        private final AtomicInteger questions = new AtomicInteger();

        @Override
        public Consumer<String, byte @Nullable []> get() {
            if (questions.incrementAndGet() == 1) {
                asked.countDown();
                try {
                    never.await();
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
            }
            return snapshot();
        }
    }

    /** Thread-safe. Brokers that refuse the first questions. */
    private static final class Refusing implements Supplier<Consumer<String, byte @Nullable []>> {

        private final int refusals;
        private final AtomicInteger questions = new AtomicInteger();

        Refusing(int refusals) {
            this.refusals = refusals;
        }

        @Override
        public Consumer<String, byte @Nullable []> get() {
            if (questions.incrementAndGet() <= refusals) {
                throw new KafkaException("refused");
            }
            return snapshot();
        }
    }

    /** Thread-safe. The partitions that it was told are being loaded. */
    private static final class Told implements FoldListener {

        final List<Integer> loading = new CopyOnWriteArrayList<>();

        @Override
        public void onFolded(FoldedEntry entry) {}

        @Override
        public void onLoading(int partition) {
            loading.add(partition);
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

    private Snapshots snapshots() {
        Sealing sealing = new Sealing(new ChunkCodec(), new NoBodies(), new Floors(), 1_000_000);
        return new Snapshots(
                new SnapshotWriter(
                        () -> producer,
                        JOURNAL.topic(),
                        SNAPSHOT.topic(),
                        new HistoryWriter(sealing, "history", (_, _) -> true)),
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
        try (Assignment assignment = assignment(loader(AssignmentTest::snapshot), settings)) {
            assignment.onPartitionsAssigned(List.of(JOURNAL));
            Share share = share(assignment, JOURNAL);
            awaitLoaded(share);

            // When
            assignment.goOn();

            // Then it catches up to where the journal ended, by what was read and nothing else
            assertThat(share.stage()).isEqualTo(new Share.Stage.CatchingUp(JOURNAL_END));
            share.next(JOURNAL_END);
            assignment.goOn();
            assertThat(share.serving()).isTrue();
        }
    }

    @Test
    void aPartitionWhoseJournalEndsBeforeItsSnapshotIsNeitherServedNorLoadedAgain() {
        // Given
        AtomicInteger loads = new AtomicInteger();
        SnapshotLoader ahead =
                loader(() -> {
                    loads.incrementAndGet();
                    return snapshotOf(JOURNAL_END + 1);
                });
        try (Assignment assignment = assignment(ahead, settings("1MS"))) {
            assignment.onPartitionsAssigned(List.of(JOURNAL));
            awaitLoaded(share(assignment, JOURNAL));

            // When
            assignment.goOn();
            assignment.goOn();

            // Then
            assertThat(assignment.bars()).containsExactly(Bar.JOURNAL_SHORTENED);
            assertThat(assignment.isPlaced()).isFalse();
            assertThat(assignment.shares()).isEmpty();
            assertThat(consumer.paused()).contains(JOURNAL);
            assertThat(loads).hasValue(1);
            assignment.forget();
            assertThat(assignment.bars()).isEmpty();
        }
    }

    /** One that stands for so many entries, and has no session. */
    private static MockConsumer<String, byte @Nullable []> snapshotOf(long entries) {
        MockConsumer<String, byte @Nullable []> snapshot = snapshot();
        snapshot.updateEndOffsets(Map.of(SNAPSHOT, 1L, JOURNAL, JOURNAL_END));
        byte[] position = Long.toString(entries).getBytes(StandardCharsets.UTF_8);
        snapshot.schedulePollTask(() ->
                snapshot.addRecord(
                        new ConsumerRecord<>(SNAPSHOT.topic(), 0, 0, "#position", position)));
        return snapshot;
    }

    private static Share share(Assignment assignment, TopicPartition partition) {
        return Optional.ofNullable(assignment.shares().get(partition.partition())).orElseThrow();
    }

    private static void awaitLoaded(Share share) {
        try {
            var _ = load(share).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new AssertionError("not loaded", failed);
        }
    }

    private static Future<?> load(Share share) {
        return share.stage() instanceof Share.Stage.Loading(var load)
                ? load
                : CompletableFuture.completedFuture(null);
    }

    @Test
    void loadOfAPartitionThatWentToAnotherMakesRoomAndIsNotToldOf() throws InterruptedException {
        // Given the one loader, at a partition
        Silent brokers = new Silent();
        Told told = new Told();
        try (Assignment assignment = assignment(loader(brokers), settings, told)) {
            assignment.onPartitionsAssigned(List.of(JOURNAL));
            brokers.asked.await();

            // When
            assignment.onPartitionsRevoked(List.of(JOURNAL));
            assignment.onPartitionsAssigned(List.of(OTHER));

            // Then
            awaitLoaded(share(assignment, OTHER));
            assertThat(told.loading).containsExactly(1);
        }
    }

    @Test
    void loadThatFailsAtOnceIsNotTriedAgainAtOnce() {
        // Given
        try (Assignment assignment = assignment(loader(new Refusing(99)), settings)) {
            assignment.onPartitionsAssigned(List.of(JOURNAL));
            Share share = share(assignment, JOURNAL);
            assertThat(load(share)).failsWithin(LIMIT);

            // When
            assignment.goOn();
            assignment.goOn();

            // Then
            assertThat(share.stage()).isInstanceOf(Share.Stage.NotLoaded.class);
            assertThat(assignment.isOnItsWay()).isTrue();
        }
    }

    @Test
    void loadThatFailedIsTriedAgainAfterThePause() {
        // Given
        try (Assignment assignment = assignment(loader(new Refusing(1)), settings("1MS"))) {
            assignment.onPartitionsAssigned(List.of(JOURNAL));
            Share share = share(assignment, JOURNAL);

            // When
            boolean loaded =
                    Patience.of(LIMIT)
                            .until(() -> {
                                assignment.goOn();
                                return share.adopted();
                            });

            // Then
            assertThat(loaded).isTrue();
        }
    }

    @Test
    void whatWasPreparedInVainIsLoadedWhenItIsGiven() {
        // Given
        try (Assignment assignment = assignment(loader(new Refusing(1)), settings)) {
            assignment.prepareToJoin(1, LIMIT, () -> false);

            // When
            assignment.onPartitionsAssigned(List.of(JOURNAL));

            // Then
            awaitLoaded(share(assignment, JOURNAL));
        }
    }

    @Test
    void whatWasPreparedAndWentToAnotherHoldsUpNothing() throws InterruptedException {
        // Given the one loader, at the half of the journal that somebody else gets
        Silent brokers = new Silent();
        try (Assignment assignment = assignment(loader(brokers), settings)) {
            assignment.prepareToJoin(2, Duration.ZERO, () -> false);
            brokers.asked.await();

            // When
            assignment.onPartitionsAssigned(List.of(JOURNAL));

            // Then
            awaitLoaded(share(assignment, JOURNAL));
        }
    }

    @Test
    void closingEndsThePreparations() {
        // Given brokers that do not answer
        try (Assignment assignment = assignment(loader(new Silent()), settings)) {
            // When
            assignment.prepareToJoin(1, Duration.ofDays(1), () -> true);

            // Then
            assertThat(assignment.isPlaced()).isFalse();
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
