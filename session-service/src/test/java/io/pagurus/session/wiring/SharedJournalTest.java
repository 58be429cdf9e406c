package io.pagurus.session.wiring;

import static io.pagurus.session.fold.Entries.commit;
import static io.pagurus.session.fold.Entries.grant;
import static io.pagurus.session.wiring.Stores.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.events.JournalRecord;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.Verdict;
import io.pagurus.session.journal.CommitOutcome;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Several stores that share one journal: who has what, and what a new owner knows. */
class SharedJournalTest {

    private static final int PARTITIONS = 12;
    private static final int SESSIONS = 40;

    @RegisterExtension static final Stores STORES = new Stores("shared");

    @Test
    void aSecondStoreTakesHalfOfThePartitionsWithTheirSessions() {
        // Given
        RealStore first = STORES.begin("store-1", Map.of());
        eventually(() -> first.journal.sessions().served().size() == PARTITIONS);
        conversations(first, 1);
        // When
        RealStore second = STORES.begin("store-2", Map.of());
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
        RealStore first = STORES.begin("store-1", Map.of());
        RealStore second = STORES.begin("store-2", Map.of());
        eventually(() -> shared(first, second));
        for (int s = 0; s < SESSIONS; s++) {
            RealStore owner = ownerOf(session(s));
            owner.commit(grant(session(s), 1, "hk-1"));
            for (int seq = 1; seq <= 7; seq++) {
                assertThat(owner.commit(turn(session(s), seq))).isEqualTo(new Verdict.Accepted());
            }
        }
        // When
        STORES.close(second);
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
        RealStore first = STORES.begin("store-1", Map.of());
        RealStore second = STORES.begin("store-2", Map.of());
        eventually(() -> shared(first, second));
        RealStore owner = ownerOf("s1");
        RealStore other = owner == first ? second : first;
        // When
        CommitOutcome outcome = other.writer.commit(grant("s1", 1, "hk-1"));
        // Then
        assertThat(outcome).isInstanceOf(CommitOutcome.NoVerdict.class);
        assertThat(owner.commit(grant("s1", 1, "jp-1"))).isEqualTo(new Verdict.Accepted());
    }

    private static void conversations(RealStore store, int turns) {
        for (int s = 0; s < SESSIONS; s++) {
            store.commit(grant(session(s), 1, "hk-1"));
            for (int seq = 1; seq <= turns; seq++) {
                store.commit(turn(session(s), seq));
            }
        }
    }

    private static RealStore ownerOf(String session) {
        return STORES.opened().stream()
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
}
