package io.pagurus.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpSessionStoreTest extends SessionStoreContract {

    private final FakeSessionService service = new FakeSessionService(sessions);

    @Override
    SessionStore as(String node) {
        return store(node, FakeSessionService.tokenOf(node));
    }

    private HttpSessionStore store(String node, String token) {
        return new HttpSessionStore(service.url(), node, token, Duration.ofSeconds(5));
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void aNodeWithoutATokenIsRejected() {
        // Given
        SessionStore stranger = store("hk-1", "none");

        // When
        StoreReply<StoredSession> reply = stranger.load("s1");

        // Then
        assertThat(reply).isEqualTo(new StoreReply.Denied<>(new Denial.Rejected(401)));
    }

    @Test
    void aServiceThatIsNotThereIsAway() {
        // Given
        SessionStore node = as("hk-1");
        service.close();

        // When
        StoreReply<StoredSession> reply = node.load("s1");

        // Then
        assertThat(reply).isEqualTo(new StoreReply.Denied<>(new Denial.Away("ConnectException")));
    }
}
