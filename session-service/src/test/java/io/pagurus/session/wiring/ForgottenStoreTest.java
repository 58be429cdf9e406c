package io.pagurus.session.wiring;

import static io.pagurus.session.fold.Entries.SESSION;
import static io.pagurus.session.fold.Entries.commit;
import static io.pagurus.session.fold.Entries.grant;
import static io.pagurus.session.fold.Entries.opening;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.events.JournalRecord;
import io.pagurus.session.fold.Digest;
import io.pagurus.session.fold.EpochFloor;
import io.pagurus.session.fold.Reason;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.Turn;
import io.pagurus.session.fold.Verdict;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the store knows of a session that was forgotten, with everything real but REST. */
class ForgottenStoreTest {

    private static final Verdict ACCEPTED = new Verdict.Accepted();
    private static final Verdict STALE = new Verdict.Refused(Reason.STALE_EPOCH);
    private static final Verdict CONFLICT = new Verdict.Refused(Reason.EPOCH_CONFLICT);
    private static final String FLOOR_KEY = "#epoch-floor";

    @RegisterExtension static final Stores STORES = new Stores("forgotten");

    private RealStore store;

    @BeforeEach
    void startStore() {
        RedisCommands.flushAll(STORES.redis());
        store = STORES.open();
    }

    @Test
    void zombieIsRefusedByWhoeverTakesThePartitionOver() {
        // Given a session that was taken over, and forgotten
        store.commit(grant(1, "hk-1"));
        store.commit(turn(1, "hk-1", "first"));
        store.commit(grant(2, "jp-1"));
        int partition = header().partition();
        forget(2);
        // When another instance begins with the snapshot, and the journal's beginning is gone
        Stores.eventually(() -> {
            store.shortenAt(Instant.now().plus(Duration.ofDays(31)));
            return store.beginningOf(partition) == 5;
        });
        STORES.close(store);
        store = STORES.open("store-2");
        // Then
        assertThat(floorsInSnapshot()).containsExactly("2");
        assertThat(store.journal.sessions().floor(SESSION)).isEqualTo(new EpochFloor(2));
        assertThat(store.commit(opening(1, "hk-1"))).isEqualTo(CONFLICT);
        assertThat(store.commit(opening(2, "hk-1"))).isEqualTo(CONFLICT);
        assertThat(store.commit(opening(3, "hk-1"))).isEqualTo(ACCEPTED);
        assertThat(store.commit(turn(1, "hk-1", "late"))).isEqualTo(STALE);
        assertThat(store.commit(turn(2, "hk-1", "late"))).isEqualTo(STALE);
        assertThat(store.commit(turn(3, "hk-1", "first"))).isEqualTo(ACCEPTED);
        assertThat(history()).containsExactly("first");
    }

    @Test
    void floorIsWrittenOnceAndOfItsPartitionAlone() {
        // Given
        String other = otherPartitionsSession();
        store.commit(grant(1, "hk-1"));
        forget(1);
        Stores.eventually(() -> floorsInSnapshot().size() == 1);
        // When
        store.commit(opening(2, "hk-1"));
        store.commit(turn(2, "hk-1", "t1"));
        store = STORES.reopen(store);
        // Then
        assertThat(floorsInSnapshot()).containsExactly("1");
        assertThat(store.journal.sessions().floor(SESSION)).isEqualTo(new EpochFloor(1));
        assertThat(store.journal.sessions().floor(other)).isEqualTo(EpochFloor.NONE);
        assertThat(store.commit(grant(other, 1, "hk-1"))).isEqualTo(ACCEPTED);
    }

    @Test
    void viewOfTheSecondLifeHasNothingOfTheFirstOne() {
        // Given a view that Redis could not drop
        store.commit(grant(1, "hk-1"));
        store.commit(turn(1, "hk-1", "first"));
        Stores.eventually(() -> inRedis("first"));
        STORES.redis().pause();
        // When
        try {
            forget(1);
            store.commit(opening(2, "hk-1"));
            store.commit(turn(2, "hk-1", "second"));
        } finally {
            STORES.redis().resume();
        }
        Stores.eventually(() -> inRedis("second"));
        // Then
        Stores.eventually(() -> !inRedis("first"));
        assertThat(history()).containsExactly("second");
    }

    private static JournalRecord turn(long epoch, String node, String turn) {
        return commit(SESSION, epoch, node, 1, turn, "answer");
    }

    private SessionHeader header() {
        return store.journal.sessions().find(SESSION).orElseThrow();
    }

    /** As {@link io.pagurus.session.expiry.Expiry} does, at once. */
    private void forget(long epoch) {
        for (int i = 0; i < 2; i++) {
            long seen = header().lastOffset();
            assertThat(store.commit(new JournalRecord.SessionExpired(SESSION, epoch, seen)))
                    .isEqualTo(ACCEPTED);
        }
        assertThat(store.journal.sessions().find(SESSION)).isEmpty();
    }

    private List<String> history() {
        return store.bodies.withTurns(SESSION, 0).orElseThrow().turns().stream()
                .map(Turn::turnId)
                .toList();
    }

    /** Whether a view remembers a turn's id. */
    private static boolean inRedis(String turnId) {
        String mark = Long.toString(Digest.ofId(turnId));
        Vertx vertx = Vertx.vertx();
        try {
            return RedisContent.of(Redis.createClient(vertx, STORES.redis().uri())).stream()
                    .anyMatch(bytes -> new String(bytes, StandardCharsets.UTF_8).equals(mark));
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private String otherPartitionsSession() {
        var partitions = store.journal.sessions().journal().orElseThrow();
        return IntStream.range(0, 1_000)
                .mapToObj(i -> "other-" + i)
                .filter(id -> partitions.of(id) != partitions.of(SESSION))
                .findFirst()
                .orElseThrow();
    }

    private List<String> floorsInSnapshot() {
        return TopicContent.of(STORES.kafka(), STORES.topics().sessionSnapshot(), 1).stream()
                .filter(read -> FLOOR_KEY.equals(read.key()))
                .map(read -> Objects.requireNonNull(read.value()))
                .map(value -> new String(value, StandardCharsets.UTF_8))
                .toList();
    }
}
