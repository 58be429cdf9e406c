package io.pagurus.session.wiring;

import static io.pagurus.session.fold.Entries.commit;
import static io.pagurus.session.fold.Entries.grant;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.events.JournalRecord;
import io.pagurus.events.kafka.Topics;
import io.pagurus.local.kafka.LocalBroker;
import io.pagurus.local.process.Patience;
import io.pagurus.local.redis.LocalRedis;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.Verdict;
import io.pagurus.session.journal.CommitOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several stores that share one journal: who has what, and what a new owner knows. */
class SharedJournalTest {

    private static final int PARTITIONS = 12;
    private static final int SESSIONS = 40;
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
        topics = new Topics("shared" + tests++ + ".");
        kafka.createTopics(topics);
    }

    @AfterEach
    void stopStores() {
        stores.forEach(RealStore::close);
    }

    @Test
    void aSecondStoreTakesHalfOfThePartitionsWithTheirSessions() {
        // Given
        RealStore first = open("store-1");
        eventually(() -> first.journal.sessions().served().size() == PARTITIONS);
        conversations(first, 1);
        // When
        RealStore second = open("store-2");
        eventually(() -> shared(first, second));
        // Then
        assertThat(second.journal.sessions().served()).hasSize(PARTITIONS / 2);
        assertThat(second.journal.sessions().size()).isPositive();
        for (int s = 0; s < SESSIONS; s++) {
            RealStore owner = ownerOf(session(s));
            SessionHeader header = owner.journal.sessions().find(session(s)).orElseThrow();
            assertThat(header.seq()).isEqualTo(1);
            assertThat(owner.commit(turn(session(s), 1))).isEqualTo(new Verdict.Duplicate(1));
            assertThat(owner.commit(turn(session(s), 2))).isEqualTo(new Verdict.Accepted());
        }
    }

    @Test
    void theOneThatStaysKnowsAllThatTheOneThatLeftKnew() {
        // Given
        RealStore first = open("store-1");
        RealStore second = open("store-2");
        eventually(() -> shared(first, second));
        for (int s = 0; s < SESSIONS; s++) {
            RealStore owner = ownerOf(session(s));
            owner.commit(grant(session(s), 1, "hk-1"));
            for (int seq = 1; seq <= 7; seq++) {
                assertThat(owner.commit(turn(session(s), seq))).isEqualTo(new Verdict.Accepted());
            }
        }
        // When
        stores.remove(second);
        second.close();
        // Then
        eventually(() -> first.journal.sessions().served().size() == PARTITIONS);
        for (int s = 0; s < SESSIONS; s++) {
            assertThat(first.journal.sessions().find(session(s)).orElseThrow().seq()).isEqualTo(7);
            assertThat(first.bodies.withTurns(session(s), 0).orElseThrow().turns()).hasSize(7);
            assertThat(first.commit(turn(session(s), 8))).isEqualTo(new Verdict.Accepted());
        }
    }

    @Test
    void aCommitForAPartitionOfAnotherIsNotWritten() {
        // Given
        RealStore first = open("store-1");
        RealStore second = open("store-2");
        eventually(() -> shared(first, second));
        RealStore owner = ownerOf("s1");
        RealStore other = owner == first ? second : first;
        // When
        CommitOutcome outcome = other.writer.commit(grant("s1", 1, "hk-1"));
        // Then
        assertThat(outcome).isInstanceOf(CommitOutcome.NoVerdict.class);
        assertThat(owner.commit(grant("s1", 1, "jp-1"))).isEqualTo(new Verdict.Accepted());
    }

    private void conversations(RealStore store, int turns) {
        for (int s = 0; s < SESSIONS; s++) {
            store.commit(grant(session(s), 1, "hk-1"));
            for (int seq = 1; seq <= turns; seq++) {
                store.commit(turn(session(s), seq));
            }
        }
    }

    private RealStore open(String instance) {
        RealStore opened =
                new RealStore(kafka.bootstrapServers(), redis.uri(), topics.prefix(), instance);
        stores.add(opened);
        return opened;
    }

    private RealStore ownerOf(String session) {
        return stores.stream()
                .filter(store ->
                        store.journal
                                .sessions()
                                .serves(
                                        store.journal
                                                .sessions()
                                                .journal()
                                                .orElseThrow()
                                                .of(session)))
                .findFirst()
                .orElseThrow();
    }

    private static boolean shared(RealStore one, RealStore other) {
        Set<Integer> first = one.journal.sessions().served();
        Set<Integer> second = other.journal.sessions().served();
        Set<Integer> both = new HashSet<>(first);
        both.addAll(second);
        return both.size() == PARTITIONS
                && first.size() == PARTITIONS / 2
                && second.size() == PARTITIONS / 2;
    }

    private static String session(int number) {
        return "shared-" + number;
    }

    private static JournalRecord turn(String session, long seq) {
        return commit(session, 1, "hk-1", seq, "t" + seq, "answer " + seq);
    }

    private static void eventually(BooleanSupplier condition) {
        assertThat(Patience.of(Duration.ofSeconds(30)).until(condition)).isTrue();
    }
}
