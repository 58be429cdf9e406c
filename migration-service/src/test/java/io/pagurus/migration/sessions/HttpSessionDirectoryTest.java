package io.pagurus.migration.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.events.Owner;
import io.pagurus.migration.plan.SessionNeed.Urgency;
import io.pagurus.migration.sessions.SessionDirectory.Grant;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
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
                3,
                Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void grantsThatAreAskedForTogetherAreEachJudgedByThemselves() {
        // Given
        SessionDirectory directory = directory();
        IntStream.range(0, 20).forEach(i -> fake.put("s" + i, 1, "hk-1", Urgency.STREAMING));
        fake.put("s7", 2, "us-1", Urgency.STREAMING);
        // When
        List<Future<Grant>> grants;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            grants =
                    IntStream.range(0, 21)
                            .mapToObj(i ->
                                    threads.submit(() ->
                                            directory.grant(
                                                    "s" + i, 1, new Owner("jp-1", "jp"), "m1")))
                            .toList();
        }
        // Then
        for (int i = 0; i < grants.size(); i++) {
            Grant expected =
                    switch (i) {
                        case 7 -> new Grant.Conflict(2, new Owner("us-1", "us"));
                        case 20 -> new Grant.Gone();
                        default -> new Grant.Granted();
                    };
            assertThat(grants.get(i).resultNow()).as("s" + i).isEqualTo(expected);
        }
    }

    @Test
    void aWrongTokenIsRejected() {
        assertThat(directory("wrong").grant("a", 1, new Owner("jp-1", "jp"), "m1"))
                .isEqualTo(new SessionDirectory.Grant.Rejected(401));
    }
}
