package io.pagurus.session.wiring;

import static io.pagurus.session.fold.Entries.commit;
import static io.pagurus.session.fold.Entries.grant;
import static io.pagurus.session.wiring.Stores.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.events.CloudEvent;
import io.pagurus.events.JournalRecord;
import io.pagurus.events.SessionEvent;
import io.pagurus.events.kafka.EventRecords;
import io.pagurus.session.fold.Reason;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.SessionState;
import io.pagurus.session.fold.Turn;
import io.pagurus.session.fold.Verdict;
import io.pagurus.session.journal.CommitOutcome;
import io.pagurus.session.view.ReadSession;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The store with everything real but REST: what is acknowledged, shown and told. */
class StoreTest {

    private static final Verdict ACCEPTED = new Verdict.Accepted();

    @RegisterExtension static final Stores STORES = new Stores("t");

    private RealStore store;

    @BeforeEach
    void startStore() {
        store = STORES.open();
        // It finds Redis empty at its first look, and writes anew what is there by then.
        String marker = STORES.topics().prefix() + "view:marker:0";
        eventually(() -> STORES.redis().call("EXISTS", marker).contains("1"));
    }

    @Test
    void anAcknowledgedTurnIsInFoldAndView() {
        // Given
        store.commit(grant("s1", 1, "hk-1"));
        // When
        Verdict verdict = store.commit(turn("s1", 1));
        // Then
        assertThat(verdict).isEqualTo(ACCEPTED);
        ReadSession content = store.bodies.withTurns("s1", 0).orElseThrow();
        assertThat(content.turns()).extracting(Turn::turnId).containsExactly("t1");
        assertThat(content.header().seq()).isEqualTo(1);
        eventually(() -> store.bodies.atOnce("s1").isPresent());
        assertThat(store.view.rebuilt()).isZero();
    }

    @Test
    void aWriteThatArrivesAfterTheNextGrantIsRefusedAndTold() {
        // Given
        store.commit(grant("s1", 1, "hk-1"));
        store.commit(grant("s1", 2, "jp-1"));
        // When
        Verdict zombie = store.commit(turn("s1", 1));
        // Then
        assertThat(zombie).isEqualTo(new Verdict.Refused(Reason.STALE_EPOCH));
        List<CloudEvent<?>> told = events(3);
        assertThat(told)
                .extracting(event -> event.data().getClass().getSimpleName())
                .containsExactly("SessionOpened", "SessionMoved", "WriteRefused");
        SessionEvent.WriteRefused refused = (SessionEvent.WriteRefused) told.get(2).data();
        assertThat(refused.reason()).isEqualTo("stale-epoch");
        assertThat(refused.currentEpoch()).isEqualTo(2);
        assertThat(told.get(2).id()).matches("t\\d+\\.session\\.journal-\\d+-2");
    }

    @Test
    void aRestartedStoreKnowsTheSameAndTellsNothingTwice() {
        // Given
        store.commit(grant("s1", 1, "hk-1"));
        store.commit(turn("s1", 1));
        assertThat(events(2)).hasSize(2);
        // When
        store = STORES.reopen(store);
        // Then
        assertThat(store.journal.sessions().find("s1").orElseThrow().seq()).isEqualTo(1);
        assertThat(store.commit(turn("s1", 1))).isEqualTo(new Verdict.Duplicate(1));
        store.commit(turn("s1", 2));
        assertThat(events(3))
                .extracting(event -> event.data().getClass().getSimpleName())
                .containsExactly("SessionOpened", "TurnAccepted", "TurnAccepted");
    }

    @Test
    void aLostViewIsServedFromTheJournalAndRebuilt() {
        // Given
        for (int i = 0; i < 20; i++) {
            store.commit(grant("s" + i, 1, "hk-1"));
            store.commit(turn("s" + i, 1));
        }
        eventually(() -> store.bodies.atOnce("s19").isPresent());
        // When
        RedisCommands.flushAll(STORES.redis());
        // Then
        assertThat(store.bodies.withTurns("s7", 0).orElseThrow().turns()).hasSize(1);
        eventually(() -> allShown(20));
        eventually(() -> store.view.rebuilt() >= 20);
    }

    @Test
    void keysOfAnotherTypeAreReplacedAndHoldUpNoOtherView() {
        // Given
        for (int i = 0; i < 20; i++) {
            store.commit(grant("s" + i, 1, "hk-1"));
            store.commit(turn("s" + i, 1));
        }
        eventually(() -> allShown(20));
        String sessions = STORES.topics().prefix() + "session:";
        // When
        STORES.redis().call("SET", sessions + "s3", "a note");
        STORES.redis().call("DEL", "{" + sessions + "s4}:history");
        STORES.redis().call("SET", "{" + sessions + "s4}:history", "a note");
        STORES.redis().call("DEL", sessions + "s5", sessions + "s19");
        // Then
        eventually(() -> allShown(20));
    }

    @Test
    void turnsGoOnWithoutRedisAndTheViewCatchesUp() {
        // Given
        store.commit(grant("s1", 1, "hk-1"));
        STORES.redis().kill();
        try {
            // When
            Verdict without = store.commit(turn("s1", 1));
            // Then
            assertThat(without).isEqualTo(ACCEPTED);
            assertThat(store.bodies.withTurns("s1", 0).orElseThrow().turns()).hasSize(1);
            eventually(store.view::redisAway);
        } finally {
            STORES.redis().restart();
        }
        eventually(() -> store.bodies.atOnce("s1").isPresent());
        assertThat(store.commit(turn("s1", 2))).isEqualTo(ACCEPTED);
        eventually(() -> store.bodies.atOnce("s1").map(c -> c.header().seq() == 2).orElse(false));
    }

    @Test
    void aPausedRedisStopsNoTurn() {
        // Given
        store.commit(grant("s1", 1, "hk-1"));
        STORES.redis().pause();
        try {
            // When
            Verdict verdict = store.commit(turn("s1", 1));
            // Then
            assertThat(verdict).isEqualTo(ACCEPTED);
            assertThat(store.bodies.withTurns("s1", 0).orElseThrow().turns()).hasSize(1);
        } finally {
            STORES.redis().resume();
        }
        eventually(() -> store.bodies.atOnce("s1").isPresent());
    }

    @Test
    void aKilledBrokerCostsTimeAndNoTurn() {
        // Given
        store.commit(grant("s1", 1, "hk-1"));
        store.commit(turn("s1", 1));
        STORES.kafka().kill();
        CommitOutcome during = store.writer.commit(turn("s1", 2));
        // When
        STORES.kafka().restart();
        // Then
        assertThat(during).isInstanceOf(CommitOutcome.NoVerdict.class);
        eventually(() ->
                store.writer.commit(turn("s1", 2)) instanceof CommitOutcome.Judged(var folded)
                        && !(folded.verdict() instanceof Verdict.Refused));
        assertThat(store.bodies.withTurns("s1", 0).orElseThrow().turns())
                .extracting(Turn::turnId)
                .containsExactly("t1", "t2");
        eventually(() -> store.bodies.atOnce("s1").isPresent());
    }

    @Test
    void aBrokenEntryQuarantinesItsSessionAlone() throws Exception {
        // Given
        store.commit(grant("s1", 1, "hk-1"));
        store.commit(grant("s2", 1, "hk-1"));
        int partition = store.journal.sessions().find("s1").orElseThrow().partition();
        // When
        var _ =
                store.producer()
                        .send(
                                new ProducerRecord<>(
                                        STORES.topics().sessionJournal(),
                                        partition,
                                        "s1",
                                        new byte[] {'x'}))
                        .get();
        // Then
        assertThat(store.commit(turn("s1", 1))).isEqualTo(new Verdict.Refused(Reason.QUARANTINED));
        assertThat(store.commit(turn("s2", 1))).isEqualTo(ACCEPTED);
        assertThat(events(4))
                .extracting(event -> event.data().getClass().getSimpleName())
                .contains("SessionQuarantined");
        assertThat(
                        TopicContent.of(
                                STORES.kafka(),
                                STORES.topics().deadLetters(STORES.topics().sessionJournal()),
                                1))
                .hasSize(1);
        assertThat(
                        EventRecords.header(
                                TopicContent.of(
                                                STORES.kafka(),
                                                STORES.topics()
                                                        .deadLetters(
                                                                STORES.topics().sessionJournal()),
                                                1)
                                        .getFirst()
                                        .headers(),
                                "pagurus_reason"))
                .contains("ce_type");
    }

    @Test
    void anEntryWhoseHandlingFailedIsReadAnewWithAllThatCameWithIt() {
        // Given
        store.commit(grant("s1", 1, "hk-1"));
        int partition = store.journal.sessions().find("s1").orElseThrow().partition();
        AtomicBoolean failed = new AtomicBoolean();
        store.whenSkipped =
                () -> {
                    if (failed.compareAndSet(false, true)) {
                        throw new IllegalStateException("for a test");
                    }
                };
        String topic = STORES.topics().sessionJournal();
        // When a record of no session comes in one batch with a turn
        inOneBatch(
                new ProducerRecord<>(topic, partition, null, new byte[] {'x'}),
                EventRecords.toRecord(
                        topic, new CloudEvent<>("e1", "/test", Instant.now(), turn("s1", 1))));
        // Then
        eventually(() -> store.journal.sessions().find("s1").filter(s -> s.seq() == 1).isPresent());
        assertThat(failed).isTrue();
        eventually(store.reader::placed);
        assertThat(store.commit(turn("s1", 2))).isEqualTo(ACCEPTED);
    }

    @SafeVarargs
    private static void inOneBatch(ProducerRecord<String, byte[]>... records) {
        Map<String, Object> waiting =
                Map.of("bootstrap.servers", STORES.kafka().bootstrapServers(), "linger.ms", 10_000);
        try (Producer<String, byte[]> producer =
                new KafkaProducer<>(waiting, new StringSerializer(), new ByteArraySerializer())) {
            for (ProducerRecord<String, byte[]> record : records) {
                var _ = producer.send(record);
            }
        }
    }

    @Test
    void ofRacingTakeoversOneWins() throws Exception {
        // Given
        store.commit(grant("s1", 1, "hk-1"));
        List<String> takers = List.of("jp-1", "us-1", "de-1", "fr-1");
        // When
        List<Verdict> verdicts = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Verdict>> racing = new ArrayList<>();
            for (String taker : takers) {
                racing.add(threads.submit(() -> store.commit(grant("s1", 2, taker))));
            }
            for (Future<Verdict> one : racing) {
                verdicts.add(one.get());
            }
        }
        // Then
        assertThat(verdicts).containsOnlyOnce(ACCEPTED);
        int winner = verdicts.indexOf(ACCEPTED);
        assertThat(store.journal.sessions().find("s1").orElseThrow().ownedBy(takers.get(winner)))
                .isTrue();
    }

    @Test
    void manyConversationsAtOnceAreEachWhole() throws InterruptedException, ExecutionException {
        // Given
        int sessions = 50;
        int turns = 20;
        // When
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int s = 0; s < sessions; s++) {
                String session = "many-" + s;
                running.add(
                        threads.submit(() -> {
                            store.commit(grant(session, 1, "hk-1"));
                            for (int seq = 1; seq <= turns; seq++) {
                                assertThat(store.commit(turn(session, seq))).isEqualTo(ACCEPTED);
                            }
                        }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
        // Then
        for (int s = 0; s < sessions; s++) {
            assertThat(store.bodies.withTurns("many-" + s, 0).orElseThrow().turns())
                    .extracting(Turn::seq)
                    .hasSize(turns)
                    .isSorted();
        }
        assertThat(store.view.rebuilt()).isZero();
    }

    @Test
    void whatNobodyUsesEndsAndIsForgottenLater() {
        // Given
        store.commit(grant("old", 1, "hk-1"));
        store.commit(turn("old", 1));
        Instant later = Instant.now().plus(Duration.ofDays(31));
        store.expireAt(later);
        SessionHeader ended = store.journal.sessions().find("old").orElseThrow();
        assertThat(ended.state()).isInstanceOf(SessionState.Expired.class);
        assertThat(store.commit(turn("old", 2))).isInstanceOf(Verdict.Refused.class);
        // When
        store.expireAt(later.plus(Duration.ofDays(31)));
        // Then
        assertThat(store.journal.sessions().find("old")).isEmpty();
        store = STORES.reopen(store);
        assertThat(store.journal.sessions().find("old")).isEmpty();
        assertThat(store.commit(grant("old", 1, "jp-1")))
                .isEqualTo(new Verdict.Refused(Reason.EPOCH_CONFLICT));
    }

    @Test
    void aSessionIsWholeWithoutTheJournalsBeginning() {
        // Given
        store.commit(grant("long", 1, "hk-1"));
        for (int seq = 1; seq <= 12; seq++) {
            store.commit(turn("long", seq));
        }
        int partition = store.journal.sessions().find("long").orElseThrow().partition();
        // When
        eventually(() -> {
            store.shortenAt(Instant.now().plus(Duration.ofDays(31)));
            return store.beginningOf(partition) == 13;
        });
        RedisCommands.flushAll(STORES.redis());
        // Then
        assertThat(store.bodies.withTurns("long", 0).orElseThrow().turns())
                .extracting(Turn::seq)
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L);
        store = STORES.reopen(store);
        assertThat(store.commit(turn("long", 13))).isEqualTo(ACCEPTED);
        assertThat(store.bodies.withTurns("long", 0).orElseThrow().turns()).hasSize(13);
    }

    @Test
    void whatIsUsedStays() {
        // Given
        store.commit(grant("used", 1, "hk-1"));
        // When
        store.expireAt(Instant.now().plus(Duration.ofDays(29)));
        // Then
        assertThat(store.commit(turn("used", 1))).isEqualTo(ACCEPTED);
    }

    private boolean allShown(int sessions) {
        return IntStream.range(0, sessions).allMatch(i -> store.bodies.atOnce("s" + i).isPresent());
    }

    private static JournalRecord turn(String session, long seq) {
        return commit(session, 1, "hk-1", seq, "t" + seq, "answer " + seq);
    }

    private List<CloudEvent<?>> events(int atLeast) {
        return TopicContent.events(STORES.kafka(), STORES.topics().sessionEvents(), atLeast);
    }
}
