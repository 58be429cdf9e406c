package io.pagurus.migration.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.events.Owner;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpSessionDirectoryTest extends SessionDirectoryContract {

    private final FakeDirectoryService service = new FakeDirectoryService(fake);

    @Override
    SessionDirectory directory() {
        return directory(FakeDirectoryService.TOKEN);
    }

    private HttpSessionDirectory directory(String token) {
        return new HttpSessionDirectory(
                service.url(),
                token,
                Duration.ofSeconds(5),
                2,
                Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void aWrongTokenIsRejected() {
        assertThat(directory("wrong").grant("a", 1, new Owner("jp-1", "jp"), "m1"))
                .isEqualTo(new SessionDirectory.Grant.Rejected(401));
    }
}
