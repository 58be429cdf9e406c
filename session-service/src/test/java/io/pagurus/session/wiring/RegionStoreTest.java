package io.pagurus.session.wiring;

import static io.pagurus.session.fold.Entries.commit;
import static io.pagurus.session.fold.Entries.grant;
import static io.pagurus.session.wiring.Stores.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.events.JournalRecord.SessionDeleted;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where a session was last seen is kept for analytics, unless it was to be forgotten. */
class RegionStoreTest {

    @RegisterExtension static final Stores STORES = new Stores("region");

    private RealStore store;

    @BeforeEach
    void startStore() {
        store = STORES.open();
        for (String session : new String[] {"kept", "gone"}) {
            store.commit(grant(session, 1, "hk-1"));
            store.commit(commit(session, 1, "hk-1", 1, "t1", "yes"));
            eventually(() -> isKnown(session));
        }
    }

    @Test
    void theRegionOfADeletedSessionGoesAndThatOfAnExpiredOneStays() {
        // Given
        store.commit(new SessionDeleted("gone", 1, "an operator"));
        // When
        store.expireAt(Instant.now().plus(Duration.ofDays(31)));
        // Then
        eventually(() -> !isKnown("gone"));
        eventually(() -> store.bodies.atOnce("kept").isEmpty());
        assertThat(isKnown("kept")).isTrue();
    }

    @Test
    void aRegionThatRedisBringsBackIsFoundByTheSweep() {
        // Given
        store.commit(new SessionDeleted("gone", 1, "an operator"));
        eventually(() -> !isKnown("gone"));
        // When
        STORES.redis().call("HSET", regions(), "gone", "hk");
        // Then
        eventually(() -> !isKnown("gone"));
        assertThat(isKnown("kept")).isTrue();
    }

    private static boolean isKnown(String session) {
        return STORES.redis().call("HEXISTS", regions(), session).contains("1");
    }

    private static String regions() {
        return STORES.topics().prefix() + "region_last_seen";
    }
}
