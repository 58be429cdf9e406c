package io.pagurus.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.node.TestPace;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PatientStoreTest {

    private final FakeSessions sessions = new FakeSessions();
    private final TestPace pace = new TestPace();
    private final AtomicInteger retries = new AtomicInteger();
    private final PatientStore store =
            new PatientStore(
                    sessions.as("hk-1"),
                    Duration.ofSeconds(30),
                    pace,
                    () -> 1.0,
                    retries::incrementAndGet);

    @Test
    void aCallIsMadeAgainUntilTheServiceIsBack() {
        // Given
        sessions.grant("s1", "hk-1", "hk");
        sessions.away(true);
        pace.onPause(number -> sessions.away(number < 5));

        // When
        StoreReply<StoredSession> reply = store.load("s1");

        // Then
        assertThat(reply).isInstanceOf(StoreReply.Answer.class);
        assertThat(retries).hasValue(5);
    }

    @Test
    void patienceEnds() {
        // Given
        sessions.away(true);

        // When
        StoreReply<StoredSession> reply = store.load("s1");

        // Then
        assertThat(reply).isEqualTo(new StoreReply.Denied<>(new Denial.Away("status 503")));
        assertThat(Duration.ofNanos(pace.nanos()))
                .isBetween(Duration.ofSeconds(29), Duration.ofSeconds(30));
    }

    @Test
    void aRefusalIsNotAskedForAgain() {
        // Given
        sessions.grant("s1", "jp-1", "jp");

        // When
        store.start(new SessionStore.TurnRef("s1", 1, "t1"), "d", false);

        // Then
        assertThat(retries).hasValue(0);
    }

    @Test
    void aViewThatIsBehindIsWaitedFor() {
        // Given
        sessions.grant("s1", "jp-1", "jp");
        pace.onPause(number -> sessions.grant("s1", "hk-1", "hk"));

        // When
        StoreReply<StoredSession> reply = store.load("s1", 2);

        // Then
        assertThat(reply).isInstanceOf(StoreReply.Answer.class);
        assertThat(retries).hasValue(1);
    }
}
