package io.pagurus.session.wiring;

import static io.pagurus.session.fold.Entries.T0;
import static io.pagurus.session.fold.Entries.commit;
import static io.pagurus.session.fold.Entries.grant;
import static io.pagurus.session.fold.Entries.message;
import static io.pagurus.session.wiring.SealedLife.FIRST;
import static io.pagurus.session.wiring.SealedLife.enqueued;
import static io.pagurus.session.wiring.SealedLife.leased;
import static io.pagurus.session.wiring.SealedLife.settled;
import static io.pagurus.session.wiring.SealedLife.state;
import static io.pagurus.session.wiring.SealedLife.turn;
import static io.pagurus.session.wiring.Stores.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.events.JournalRecord;
import io.pagurus.session.fold.Verdict;
import io.pagurus.session.view.ReadSession;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The store with payloads sealed: nothing is in clear anywhere, and nothing else has changed. */
class EncryptedStoreTest {

    private static final Verdict ACCEPTED = new Verdict.Accepted();

    @RegisterExtension static final Stores STORES = new Stores("sealed");

    @BeforeEach
    void forgetWhatOthersLeft() {
        RedisCommands.flushAll(STORES.redis());
    }

    @Test
    void noTopicNoViewAndNoLogHasAPayloadInClear() throws Exception {
        // Given
        List<String> log;
        try (LogLines listening = LogLines.listen()) {
            RealStore store = STORES.open("store-1", FIRST);
            // When
            wholeLife(store, "s1");
            poison(store, "s1");
            log = listening.soFar();
        }
        // Then
        assertThat(STORES.findings()).isEmpty();
        assertThat(log).noneMatch(line -> line.contains(Canary.WORD));
        assertThat(STORES.records(STORES.topics().deadLetters(STORES.topics().sessionJournal())))
                .isNotEmpty();
        assertThat(STORES.records(STORES.topics().sessionHistory())).isNotEmpty();
        assertThat(STORES.records(STORES.topics().sessionSnapshot())).isNotEmpty();
        assertThat(STORES.records(STORES.topics().sessionEvents())).isNotEmpty();
    }

    /** A search that has never found anything proves nothing. */
    @Test
    void withoutKeysTheSearchFindsThePayloads() {
        // Given
        RealStore store = STORES.open("store-1", Map.of());
        // When
        wholeLife(store, "s1");
        // Then
        assertThat(STORES.findings())
                .contains(
                        STORES.topics().sessionJournal(),
                        STORES.topics().sessionHistory(),
                        "redis");
        assertThat(STORES.records(STORES.topics().sessionKeys())).isEmpty();
    }

    @Test
    void whatWasSealedIsAnsweredInClear() {
        // Given
        RealStore store = STORES.open("store-1", FIRST);
        // When
        wholeLife(store, "s1");
        // Then
        ReadSession content = store.opened.withTurns("s1", 0).orElseThrow();
        assertThat(content.turns()).hasSize(6);
        assertThat(content.turns().get(5).messages()).isEqualTo(turn("s1", 1, 6).messages());
        assertThat(content.agentState()).isEqualTo(message("state", Canary.WORD + 7));
        ReadSession running = store.opened.withoutTurns("s1").orElseThrow();
        assertThat(running.results()).containsEntry("step-1", message("tool", Canary.WORD));
        eventually(() -> store.opened.atOnce("s1").isPresent());
        assertThat(store.opened.atOnce("s1").orElseThrow().agentState())
                .isEqualTo(message("state", Canary.WORD + 7));
    }

    @Test
    void aRepetitionIsADuplicateThoughItIsSealedAnew() {
        // Given
        RealStore first = STORES.open("store-1", FIRST);
        first.commit(grant("s1", 1, "hk-1"));
        first.commit(turn("s1", 1, 1));
        first.commit(state("s1", 1, 0, Canary.WORD));
        first.commit(enqueued("s1", "task-1"));
        first.commit(enqueued("s1", "task-2"));
        first.commit(leased("s1", "task-1"));
        first.commit(settled("s1", "task-1", Canary.WORD));
        STORES.close(first);
        // When
        RealStore second = STORES.open("store-1", FIRST);
        // Then
        assertThat(second.commit(turn("s1", 1, 1))).isEqualTo(new Verdict.Duplicate(1));
        assertThat(second.commit(state("s1", 1, 0, Canary.WORD)))
                .isEqualTo(new Verdict.Duplicate(1));
        assertThat(second.commit(enqueued("s1", "task-2"))).isEqualTo(new Verdict.Duplicate(1));
        assertThat(second.commit(settled("s1", "task-1", Canary.WORD)))
                .isEqualTo(new Verdict.Duplicate(1));
        assertThat(second.commit(settled("s1", "task-1", "another")))
                .isInstanceOf(Verdict.Refused.class);
        assertThat(second.commit(commit("s1", 1, "hk-1", 1, "t1", "another")))
                .isInstanceOf(Verdict.Refused.class);
        second.commit(grant("s1", 2, "hk-1"));
        assertThat(second.commit(turn("s1", 2, 1))).isEqualTo(new Verdict.Duplicate(1));
        assertThat(STORES.records(STORES.topics().sessionKeys())).hasSize(1);
    }

    /** Everything that carries a payload, enough turns for a chunk, and a step that waits. */
    private static void wholeLife(RealStore store, String session) {
        store.commit(grant(session, 1, "hk-1"));
        for (int seq = 1; seq <= 6; seq++) {
            assertThat(store.commit(turn(session, 1, seq))).isEqualTo(ACCEPTED);
            assertThat(store.commit(state(session, 1, seq - 1, Canary.WORD + seq)))
                    .isEqualTo(ACCEPTED);
        }
        assertThat(store.commit(state(session, 1, 6, Canary.WORD + 7))).isEqualTo(ACCEPTED);
        for (String task : List.of("task-1", "task-2")) {
            assertThat(store.commit(enqueued(session, task))).isEqualTo(ACCEPTED);
        }
        assertThat(store.commit(leased(session, "task-1"))).isEqualTo(ACCEPTED);
        assertThat(store.commit(settled(session, "task-1", Canary.WORD))).isEqualTo(ACCEPTED);
        store.commit(new JournalRecord.TurnStarted(session, 1, "hk-1", "t7", "digest", true, T0));
        store.commit(
                new JournalRecord.TaskIntended(
                        session,
                        1,
                        "hk-1",
                        "t7",
                        "step-1",
                        "mail",
                        false,
                        message("to", Canary.WORD)));
        store.commit(
                new JournalRecord.TaskFinished(
                        session, 1, "hk-1", "t7", "step-1", message("tool", Canary.WORD)));
        eventually(() -> store.journal.sessions().row(session).orElseThrow().bodies().chunks() > 0);
        eventually(() -> store.bodies.atOnce(session).isPresent());
    }

    /** An entry that nobody understands, with the payload of one that was sealed. */
    private void poison(RealStore store, String session) throws Exception {
        ConsumerRecord<String, byte @Nullable []> sealed =
                STORES.records(STORES.topics().sessionJournal()).getLast();
        store.producer()
                .send(
                        new ProducerRecord<>(
                                STORES.topics().sessionJournal(), session, sealed.value()))
                .get();
        eventually(() ->
                !STORES.records(STORES.topics().deadLetters(STORES.topics().sessionJournal()))
                        .isEmpty());
    }
}
