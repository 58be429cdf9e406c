package io.pagurus.session.wiring;

import static io.pagurus.session.fold.Entries.T0;
import static io.pagurus.session.fold.Entries.commit;
import static io.pagurus.session.fold.Entries.grant;
import static io.pagurus.session.fold.Entries.message;
import static io.pagurus.session.fold.Entries.opening;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagurus.events.CloudEvent;
import io.pagurus.events.JournalRecord;
import io.pagurus.events.kafka.EventRecords;
import io.pagurus.events.kafka.Topics;
import io.pagurus.local.kafka.LocalBroker;
import io.pagurus.local.process.Patience;
import io.pagurus.local.redis.LocalRedis;
import io.pagurus.session.fold.Reason;
import io.pagurus.session.fold.Verdict;
import io.pagurus.session.history.ChunkCodec;
import io.pagurus.session.history.UnreadableChunkException;
import io.pagurus.session.privacy.KeyCare;
import io.pagurus.session.privacy.PayloadKind;
import io.pagurus.session.privacy.UnreadablePayloadException;
import io.pagurus.session.view.ReadSession;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The store with payloads sealed: nothing is in clear anywhere, and nothing else has changed. */
class EncryptedStoreTest {

    private static final Verdict ACCEPTED = new Verdict.Accepted();
    private static final String CANARY = "canary7f3a91";
    private static final Map<String, String> FIRST = keys("k1", Map.of("k1", 1));
    private static LocalBroker kafka;
    private static LocalRedis redis;
    private static int tests;

    private final List<RealStore> stores = new ArrayList<>();
    private Topics topics;

    @BeforeAll
    static void startProcesses() {
        redis = LocalRedis.start();
        kafka = LocalBroker.start();
    }

    @AfterAll
    static void stopProcesses() {
        kafka.close();
        redis.close();
    }

    @BeforeEach
    void createTopics() {
        RedisCommands.flushAll(redis);
        topics = new Topics("sealed" + tests++ + ".");
        kafka.createTopics(topics);
    }

    @AfterEach
    void stopStores() {
        stores.forEach(RealStore::close);
    }

    @Test
    void noTopicNoViewAndNoLogHasAPayloadInClear() throws Exception {
        // Given
        List<String> log = new ArrayList<>();
        try (Listening listening = new Listening()) {
            RealStore store = open(FIRST);
            // When
            wholeLife(store, "s1");
            poison(store, "s1");
            log.addAll(listening.lines);
        }
        // Then
        assertThat(findings()).isEmpty();
        assertThat(log).noneMatch(line -> line.contains(CANARY));
        assertThat(records(topics.deadLetters(topics.sessionJournal()))).isNotEmpty();
        assertThat(records(topics.sessionHistory())).isNotEmpty();
        assertThat(records(topics.sessionSnapshot())).isNotEmpty();
        assertThat(records(topics.sessionEvents())).isNotEmpty();
    }

    /** A search that has never found anything proves nothing. */
    @Test
    void withoutKeysTheSearchFindsThePayloads() {
        // Given
        RealStore store = open(Map.of());
        // When
        wholeLife(store, "s1");
        // Then
        assertThat(findings()).contains(topics.sessionJournal(), topics.sessionHistory(), "redis");
        assertThat(records(topics.sessionKeys())).isEmpty();
    }

    @Test
    void whatWasSealedIsAnsweredInClear() {
        // Given
        RealStore store = open(FIRST);
        // When
        wholeLife(store, "s1");
        // Then
        ReadSession content = store.opened.withTurns("s1", 0).orElseThrow();
        assertThat(content.turns()).hasSize(6);
        assertThat(content.turns().get(5).messages()).isEqualTo(turn("s1", 1, 6).messages());
        assertThat(content.agentState()).isEqualTo(message("state", CANARY + 7));
        ReadSession running = store.opened.withoutTurns("s1").orElseThrow();
        assertThat(running.results()).containsEntry("step-1", message("tool", CANARY));
        eventually(() -> store.opened.atOnce("s1").isPresent());
        assertThat(store.opened.atOnce("s1").orElseThrow().agentState())
                .isEqualTo(message("state", CANARY + 7));
    }

    @Test
    void aRepetitionIsADuplicateThoughItIsSealedAnew() {
        // Given
        RealStore first = open(FIRST);
        first.commit(grant("s1", 1, "hk-1"));
        first.commit(turn("s1", 1, 1));
        first.commit(state("s1", 1, 0, CANARY));
        first.commit(enqueued("s1", "task-1"));
        first.commit(enqueued("s1", "task-2"));
        first.commit(leased("s1", "task-1"));
        first.commit(settled("s1", "task-1", CANARY));
        stores.remove(first);
        first.close();
        // When
        RealStore second = open(FIRST);
        // Then
        assertThat(second.commit(turn("s1", 1, 1))).isEqualTo(new Verdict.Duplicate(1));
        assertThat(second.commit(state("s1", 1, 0, CANARY))).isEqualTo(new Verdict.Duplicate(1));
        assertThat(second.commit(enqueued("s1", "task-2"))).isEqualTo(new Verdict.Duplicate(1));
        assertThat(second.commit(settled("s1", "task-1", CANARY)))
                .isEqualTo(new Verdict.Duplicate(1));
        assertThat(second.commit(settled("s1", "task-1", "another")))
                .isInstanceOf(Verdict.Refused.class);
        assertThat(second.commit(commit("s1", 1, "hk-1", 1, "t1", "another")))
                .isInstanceOf(Verdict.Refused.class);
        second.commit(grant("s1", 2, "hk-1"));
        assertThat(second.commit(turn("s1", 2, 1))).isEqualTo(new Verdict.Duplicate(1));
        assertThat(records(topics.sessionKeys())).hasSize(1);
    }

    @Test
    void twoKeysThatWereMadeAtOnceOpenEachItsOwn() throws Exception {
        // Given
        RealStore owner = open(FIRST);
        owner.commit(grant("s1", 1, "hk-1"));
        RealStore late = open(FIRST, "store-2");
        eventually(() -> late.journal.sessions().journal().isPresent());
        // When
        JournalRecord sealed = late.privacy.payloads().seal(turn("s1", 1, 1)).orElseThrow();
        JournalRecord other = owner.privacy.payloads().seal(turn("s1", 1, 1)).orElseThrow();
        write(owner, sealed);
        write(owner, other);
        // Then
        RealStore reader = owner.journal.sessions().find("s1").isPresent() ? owner : late;
        eventually(() -> reader.journal.sessions().find("s1").orElseThrow().seq() == 1);
        assertThat(reader.opened.withTurns("s1", 0).orElseThrow().turns().getFirst().messages())
                .isEqualTo(turn("s1", 1, 1).messages());
        assertThat(records(topics.sessionKeys())).hasSize(2);
        for (RealStore any : stores) {
            assertThat(any.privacy.payloads().openForReport(sealed).toString()).contains(CANARY);
            assertThat(any.privacy.payloads().openForReport(other).toString()).contains(CANARY);
        }
    }

    @Test
    void aRotatedKeyCanBeTakenOutOnceItWrapsNothing() {
        // Given
        RealStore first = open(FIRST);
        for (int s = 0; s < 5; s++) {
            first.commit(grant("s" + s, 1, "hk-1"));
            first.commit(turn("s" + s, 1, 1));
        }
        stores.remove(first);
        first.close();
        // When
        RealStore both = open(keys("k2", Map.of("k1", 1, "k2", 2)));
        KeyCare care = both.privacy.keeper().orElseThrow();
        assertThat(both.commit(turn("s0", 1, 2))).isEqualTo(ACCEPTED);
        care.askForSweep();
        eventually(() -> care.counts().equals(Map.of("k2", 5)));
        stores.remove(both);
        both.close();
        RealStore last = open(keys("k2", Map.of("k2", 2)));
        // Then
        for (int s = 0; s < 5; s++) {
            assertThat(last.opened.withTurns("s" + s, 0).orElseThrow().turns().getFirst())
                    .extracting(t -> t.messages())
                    .isEqualTo(turn("s" + s, 1, 1).messages());
            assertThat(last.commit(turn("s" + s, 1, s == 0 ? 3 : 2))).isEqualTo(ACCEPTED);
        }
        assertThat(last.privacy.keeper().orElseThrow().counts()).isEqualTo(Map.of("k2", 5));
    }

    @Test
    void withoutTheKeyThatWrapsAPayloadIsAProblemAndNothingIsWritten() {
        // Given
        RealStore first = open(FIRST);
        first.commit(grant("s1", 1, "hk-1"));
        first.commit(turn("s1", 1, 1));
        stores.remove(first);
        first.close();
        // When
        RealStore other = open(keys("k2", Map.of("k2", 2)));
        // Then
        assertThatThrownBy(() -> other.opened.withTurns("s1", 0))
                .isInstanceOf(UnreadablePayloadException.class)
                .hasMessageContaining("not configured");
        assertThat(other.writer.commit(turn("s1", 1, 2)).toString()).contains("key");
        assertThat(other.journal.sessions().find("s1").orElseThrow().seq()).isEqualTo(1);
    }

    @Test
    void aDeletedSessionsPayloadsCannotBeOpenedOnceItsKeysAreCompactedAway() throws Exception {
        // Given
        compactAtOnce();
        RealStore first = open(FIRST);
        first.commit(grant("s1", 1, "hk-1"));
        first.commit(turn("s1", 1, 1));
        first.commit(grant("s2", 1, "hk-1"));
        first.commit(turn("s2", 1, 1));
        JournalRecord.TurnCommitted old = firstTurn("s1");
        assertThat(openedBy(first, old)).isEqualTo(turn("s1", 1, 1).messages());
        // When
        first.commit(new JournalRecord.SessionDeleted("s1", 1, "operator-1"));
        KeyCare care = first.privacy.keeper().orElseThrow();
        eventually(() -> care.destroyed() == 1);
        eventually(
                Duration.ofSeconds(60),
                () -> {
                    care.askForSweep();
                    return records(topics.sessionKeys()).stream()
                            .noneMatch(r -> r.key().startsWith("s1/") && r.value() != null);
                });
        assertThat(first.commit(turn("s1", 1, 2))).isInstanceOf(Verdict.Refused.class);
        stores.remove(first);
        first.close();
        RealStore fresh = open(FIRST);
        // Then
        assertThatThrownBy(() -> openedBy(fresh, old))
                .isInstanceOf(UnreadablePayloadException.class)
                .hasMessageContaining("destroyed");
        assertThat(openedBy(fresh, firstTurn("s2"))).isEqualTo(turn("s2", 1, 1).messages());
        assertThat(fresh.privacy.payloads().openForReport(old).toString())
                .contains("unreadable")
                .doesNotContain(CANARY);
        assertThat(RedisContent.of(redis)).noneMatch(bytes -> text(bytes).contains(CANARY));
        assertThat(findings()).isEmpty();
    }

    @Test
    void aSessionThatIsOpenedAnewHasAnotherKey() {
        // Given
        RealStore store = open(FIRST);
        store.commit(grant("s1", 1, "hk-1"));
        store.commit(turn("s1", 1, 1));
        JournalRecord.TurnCommitted old = firstTurn("s1");
        long seen = store.journal.sessions().find("s1").orElseThrow().lastOffset();
        // When
        store.commit(new JournalRecord.SessionExpired("s1", 1, seen));
        store.commit(grant("s1", 2, "jp-1"));
        store.commit(commit("s1", 2, "jp-1", 1, "t1", "again " + CANARY));
        eventually(() -> store.privacy.keeper().orElseThrow().destroyed() == 1);
        // Then
        assertThat(store.opened.withTurns("s1", 0).orElseThrow().turns().getFirst().messages())
                .contains(message("assistant", "again " + CANARY));
        assertThatThrownBy(() -> openedBy(store, old))
                .isInstanceOf(UnreadablePayloadException.class);
    }

    @Test
    void aSessionThatWasForgottenHasAnotherKeyInItsSecondLife() {
        // Given
        RealStore store = open(FIRST);
        store.commit(grant("s1", 1, "hk-1"));
        store.commit(turn("s1", 1, 1));
        JournalRecord.TurnCommitted old = firstTurn("s1");
        for (int i = 0; i < 2; i++) {
            long seen = store.journal.sessions().find("s1").orElseThrow().lastOffset();
            store.commit(new JournalRecord.SessionExpired("s1", 1, seen));
        }
        // When
        store.commit(opening(2, "hk-1"));
        Verdict zombie = store.commit(turn("s1", 1, 1));
        store.commit(commit("s1", 2, "hk-1", 1, "t1", "again " + CANARY));
        eventually(() -> store.privacy.keeper().orElseThrow().destroyed() > 0);
        // Then
        assertThat(zombie).isEqualTo(new Verdict.Refused(Reason.STALE_EPOCH));
        assertThat(store.opened.withTurns("s1", 0).orElseThrow().turns().getFirst().messages())
                .contains(message("assistant", "again " + CANARY));
        assertThatThrownBy(() -> openedBy(store, old))
                .isInstanceOf(UnreadablePayloadException.class);
    }

    /** Everything that carries a payload, enough turns for a chunk, and a step that waits. */
    private static void wholeLife(RealStore store, String session) {
        store.commit(grant(session, 1, "hk-1"));
        for (int seq = 1; seq <= 6; seq++) {
            assertThat(store.commit(turn(session, 1, seq))).isEqualTo(ACCEPTED);
            assertThat(store.commit(state(session, 1, seq - 1, CANARY + seq))).isEqualTo(ACCEPTED);
        }
        assertThat(store.commit(state(session, 1, 6, CANARY + 7))).isEqualTo(ACCEPTED);
        for (String task : List.of("task-1", "task-2")) {
            assertThat(store.commit(enqueued(session, task))).isEqualTo(ACCEPTED);
        }
        assertThat(store.commit(leased(session, "task-1"))).isEqualTo(ACCEPTED);
        assertThat(store.commit(settled(session, "task-1", CANARY))).isEqualTo(ACCEPTED);
        store.commit(new JournalRecord.TurnStarted(session, 1, "hk-1", "t7", "digest", true, T0));
        store.commit(
                new JournalRecord.TaskIntended(
                        session, 1, "hk-1", "t7", "step-1", "mail", false, message("to", CANARY)));
        store.commit(
                new JournalRecord.TaskFinished(
                        session, 1, "hk-1", "t7", "step-1", message("tool", CANARY)));
        eventually(() -> store.journal.sessions().row(session).orElseThrow().bodies().chunks() > 0);
        eventually(() -> store.bodies.atOnce(session).isPresent());
    }

    private static JournalRecord.TurnCommitted turn(String session, long epoch, long seq) {
        String node = "hk-1";
        return commit(session, epoch, node, seq, "t" + seq, "answer " + seq + " " + CANARY);
    }

    private static JournalRecord state(String session, long epoch, long version, String state) {
        return new JournalRecord.AgentStateSet(
                session, epoch, "hk-1", version, message("state", state));
    }

    private static JournalRecord enqueued(String session, String task) {
        return new JournalRecord.TaskEnqueued(
                session, 1, "hk-1", task, "mail", false, message("input", CANARY), T0, 3);
    }

    private static JournalRecord leased(String session, String task) {
        return new JournalRecord.TaskLeased(session, 1, "hk-1", task, 1, T0);
    }

    private static JournalRecord settled(String session, String task, String result) {
        return new JournalRecord.TaskSettled(
                session,
                1,
                "hk-1",
                task,
                1,
                JournalRecord.TaskSettled.DONE,
                message("result", result),
                null);
    }

    /** An entry that nobody understands, with the payload of one that was sealed. */
    private void poison(RealStore store, String session) throws Exception {
        ConsumerRecord<String, byte @Nullable []> sealed =
                records(topics.sessionJournal()).getLast();
        store.producer()
                .send(new ProducerRecord<>(topics.sessionJournal(), session, sealed.value()))
                .get();
        eventually(() -> !records(topics.deadLetters(topics.sessionJournal())).isEmpty());
    }

    private void write(RealStore store, JournalRecord record)
            throws ExecutionException, InterruptedException {
        ProducerRecord<String, byte[]> event =
                EventRecords.toRecord(
                        topics.sessionJournal(), new CloudEvent<>("id", "/test", T0, record));
        store.producer().send(event).get();
    }

    private JournalRecord.TurnCommitted firstTurn(String session) {
        return TopicContent.events(kafka, topics.sessionJournal(), 1).stream()
                .map(event -> event.data())
                .filter(JournalRecord.TurnCommitted.class::isInstance)
                .map(JournalRecord.TurnCommitted.class::cast)
                .filter(turn -> turn.sessionId().equals(session))
                .findFirst()
                .orElseThrow();
    }

    private static List<?> openedBy(RealStore store, JournalRecord.TurnCommitted turn) {
        return store.privacy
                .payloads()
                .open(turn.sessionId(), PayloadKind.turn(turn.turnId()), turn.messages());
    }

    /** The places that have a payload in clear. */
    private List<String> findings() {
        List<String> found = new ArrayList<>();
        for (String topic : allTopics()) {
            boolean any =
                    records(topic).stream()
                            .anyMatch(
                                    r -> (text(r.value()) + r.key() + headers(r)).contains(CANARY));
            if (any) {
                found.add(topic);
            }
        }
        if (RedisContent.of(redis).stream().anyMatch(bytes -> text(bytes).contains(CANARY))) {
            found.add("redis");
        }
        return found;
    }

    private static String headers(ConsumerRecord<String, byte @Nullable []> read) {
        StringBuilder all = new StringBuilder();
        read.headers().forEach(h -> all.append(h.key()).append(text(h.value())));
        return all.toString();
    }

    /** Bytes as text; what is a chunk of turns, as the turns. */
    private static String text(byte @Nullable [] bytes) {
        if (bytes == null) {
            return "";
        }
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        try {
            return text + new ChunkCodec().open(bytes);
        } catch (UnreadableChunkException _) {
            return text;
        }
    }

    private List<String> allTopics() {
        try (Admin admin = admin()) {
            return admin.listTopics().names().get().stream()
                    .filter(name -> name.startsWith(topics.prefix()))
                    .sorted()
                    .toList();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void compactAtOnce() throws Exception {
        ConfigResource keys = new ConfigResource(ConfigResource.Type.TOPIC, topics.sessionKeys());
        ConfigResource brokers = new ConfigResource(ConfigResource.Type.BROKER, "");
        try (Admin admin = admin()) {
            admin.incrementalAlterConfigs(
                            Map.of(
                                    keys,
                                    List.of(
                                            set("segment.ms", "100"),
                                            set("max.compaction.lag.ms", "100"),
                                            set("min.cleanable.dirty.ratio", "0.001"),
                                            set("delete.retention.ms", "100")),
                                    brokers,
                                    List.of(set("log.cleaner.backoff.ms", "200"))))
                    .all()
                    .get();
        }
    }

    private static AlterConfigOp set(String name, String value) {
        return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    private List<ConsumerRecord<String, byte @Nullable []>> records(String topic) {
        return TopicContent.of(kafka, topic, 0).stream()
                .filter(r -> !"#sweep".equals(r.key()))
                .toList();
    }

    private RealStore open(Map<String, String> more) {
        RealStore store = open(more, "store-1");
        eventually(() -> store.journal.sessions().served().size() == 12);
        return store;
    }

    private RealStore open(Map<String, String> more, String instance) {
        RealStore store =
                new RealStore(
                        kafka.bootstrapServers(), redis.uri(), topics.prefix(), instance, more);
        stores.add(store);
        return store;
    }

    private static Map<String, String> keys(String active, Map<String, Integer> seeds) {
        Map<String, String> settings = new HashMap<>();
        settings.put("pagurus.encryption.active-key", active);
        seeds.forEach((id, seed) -> {
            byte[] secret = new byte[32];
            secret[0] = seed.byteValue();
            settings.put(
                    "pagurus.encryption.keys." + id, Base64.getEncoder().encodeToString(secret));
        });
        return settings;
    }

    private static void eventually(BooleanSupplier condition) {
        eventually(Duration.ofSeconds(20), condition);
    }

    private static void eventually(Duration limit, BooleanSupplier condition) {
        assertThat(Patience.of(limit).until(condition)).isTrue();
    }

    /** Confined to a test. What is logged meanwhile, by anybody. */
    private static final class Listening extends Handler implements AutoCloseable {

        final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();

        Listening() {
            Logger.getLogger("").addHandler(this);
        }

        @Override
        public void publish(LogRecord line) {
            lines.add(line.getMessage() + Arrays.toString(line.getParameters()) + line.getThrown());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            Logger.getLogger("").removeHandler(this);
        }
    }
}
