package io.pagurus.migration.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.events.Owner;
import io.pagurus.migration.plan.SessionNeed;
import io.pagurus.migration.plan.SessionNeed.Urgency;
import io.pagurus.migration.sessions.SessionDirectory.Grant;
import io.pagurus.migration.sessions.SessionDirectory.Listing;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a migration may expect of session-service, whichever way it asks. */
abstract class SessionDirectoryContract {

    private static final Owner JP = new Owner("jp-1", "jp");

    final FakeDirectory fake = new FakeDirectory(2);

    abstract SessionDirectory directory();

    @Test
    void aNodesSessionsComeInPages() {
        // Given
        fake.put("a", 1, "hk-1", Urgency.STREAMING);
        fake.put("b", 2, "hk-1", Urgency.RUNNING_TURN);
        fake.put("c", 3, "hk-1", Urgency.PENDING_TASKS);
        fake.put("d", 1, "jp-1", Urgency.STREAMING);

        // When
        Listing first = directory().list("hk-1", null);
        Listing second = directory().list("hk-1", "b");

        // Then
        assertThat(first)
                .isEqualTo(
                        new Listing.Page(
                                List.of(
                                        new SessionNeed("a", 1, Urgency.STREAMING),
                                        new SessionNeed("b", 2, Urgency.RUNNING_TURN)),
                                "b"));
        assertThat(second)
                .isEqualTo(
                        new Listing.Page(
                                List.of(new SessionNeed("c", 3, Urgency.PENDING_TASKS)), null));
    }

    @Test
    void aGrantIsACompareAndSetOnTheEpoch() {
        // Given
        fake.put("a", 1, "hk-1", Urgency.STREAMING);

        // Then
        assertThat(directory().grant("a", 1, JP, "m1")).isEqualTo(new Grant.Granted());
        assertThat(directory().grant("a", 1, JP, "m1")).isEqualTo(new Grant.Conflict(2, JP));
        assertThat(directory().grant("nobody", 1, JP, "m1")).isEqualTo(new Grant.Gone());
    }

    @Test
    void withoutAVerdictItIsAway() {
        // Given
        fake.away(true);

        // Then
        assertThat(directory().list("hk-1", null)).isEqualTo(new Listing.Away("status 503"));
        assertThat(directory().grant("a", 1, JP, "m1")).isEqualTo(new Grant.Away("status 503"));
    }
}
