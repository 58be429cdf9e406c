package io.pagurus.session.wiring;

import static io.pagurus.session.fold.Entries.commit;
import static io.pagurus.session.fold.Entries.grant;
import static io.pagurus.session.wiring.Stores.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.session.fold.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Somebody else under an instance's id: what it was itself before, or another process. */
class OneIdStoreTest {

    private static final int PARTITIONS = 12;

    @RegisterExtension static final Stores STORES = new Stores("one-id");

    @Test
    void whatAnEarlierProcessHadSentTakesAnInstancesPlaceForAMomentOnly() {
        // Given
        RealStore store = STORES.open();
        assertThat(store.commit(grant("s1", 1, "hk-1"))).isEqualTo(new Verdict.Accepted());
        // When
        ghost(store);
        // Then
        eventually(() -> !store.reader.placed());
        eventually(() -> store.reader.placed() && serves(store) == PARTITIONS);
        assertThat(store.commit(commit("s1", 1, "hk-1", 1, "t1", "answer")))
                .isEqualTo(new Verdict.Accepted());
    }

    @Test
    void ofTwoProcessesUnderOneIdOneYields() {
        // When
        RealStore one = STORES.begin("store-1", Map.of());
        RealStore other = STORES.begin("store-1", Map.of());
        // Then
        eventually(() -> one.reader.alive() != other.reader.alive());
        RealStore left = one.reader.alive() ? one : other;
        eventually(() -> left.reader.placed() && serves(left) == PARTITIONS);
    }

    private static int serves(RealStore store) {
        return store.journal.sessions().served().size();
    }

    private static boolean joined(Consumer<String, byte @Nullable []> joins) {
        try {
            joins.poll(Duration.ofMillis(100));
        } catch (NoOffsetForPartitionException _) {
            // It was given partitions and does not know where to begin, which is far enough.
        }
        return !joins.assignment().isEmpty();
    }

    /** Joins as the store would, and is heard of no more. */
    private static void ghost(RealStore store) {
        Consumer<String, byte @Nullable []> joins = store.journalConsumer();
        joins.subscribe(List.of(STORES.topics().sessionJournal()));
        eventually(() -> !store.reader.placed() || joined(joins));
        joins.close(
                CloseOptions.groupMembershipOperation(GroupMembershipOperation.REMAIN_IN_GROUP));
    }
}
