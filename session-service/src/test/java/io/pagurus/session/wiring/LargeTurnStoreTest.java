package io.pagurus.session.wiring;

import static io.pagurus.session.fold.Entries.commit;
import static io.pagurus.session.fold.Entries.grant;
import static io.pagurus.session.wiring.Stores.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.session.fold.Turn;
import io.pagurus.session.fold.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Turns as large as they may be, of what does not compress, stop nobody's snapshots. */
class LargeTurnStoreTest {

    @RegisterExtension static final Stores STORES = new Stores("large");

    private final Random random = new Random(7);

    @Test
    void aHistoryOfTheLargestTurnsLeavesTheJournalWhole() {
        // Given
        RealStore store = STORES.open();
        store.commit(grant("large", 1, "hk-1"));
        for (int seq = 1; seq <= 7; seq++) {
            assertThat(store.commit(commit("large", 1, "hk-1", seq, "t" + seq, noise(990_000))))
                    .isEqualTo(new Verdict.Accepted());
        }
        int partition = store.journal.sessions().find("large").orElseThrow().partition();
        // When
        eventually(() -> {
            store.shortenAt(Instant.now().plus(Duration.ofDays(31)));
            return store.beginningOf(partition) == 8;
        });
        // Then
        assertThat(store.snapshots.failures()).isZero();
        RedisCommands.flushAll(STORES.redis());
        assertThat(store.bodies.withTurns("large", 0).orElseThrow().turns())
                .extracting(Turn::seq)
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    }

    private String noise(int size) {
        StringBuilder noise = new StringBuilder(size);
        while (noise.length() < size) {
            noise.append((char) random.nextInt('#', '['));
        }
        return noise.toString();
    }
}
