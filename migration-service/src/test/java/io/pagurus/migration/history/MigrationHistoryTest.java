package io.pagurus.migration.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.events.MigrationEvent.MigrationAborted;
import io.pagurus.events.MigrationEvent.MigrationCompleted;
import io.pagurus.events.MigrationEvent.MigrationPlanned;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MigrationHistoryTest {

    private static final Instant PLANNED = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATER = PLANNED.plusSeconds(1);

    private final MigrationHistory history = new MigrationHistory(2);

    @Test
    void whatWasPlannedFirstIsThePlan() {
        // Given
        history.apply(planned("m1", 5, PLANNED));

        // When
        history.apply(planned("m1", 2, LATER));

        // Then
        assertThat(history.find("m1"))
                .contains(new MigrationState.Running("m1", "hk-1", "node-ejected", 5, PLANNED));
    }

    @Test
    void theFirstEndCounts() {
        // Given
        history.apply(planned("m1", 5, PLANNED));
        history.apply(new MigrationCompleted("m1", "hk-1", "node-ejected", 3, 2, PLANNED, LATER));

        // When
        history.apply(new MigrationAborted("m1", "hk-1", "no-target", 5));

        // Then
        assertThat(history.find("m1"))
                .contains(
                        new MigrationState.Completed(
                                "m1", "hk-1", "node-ejected", 5, 3, 2, PLANNED, LATER));
    }

    @Test
    void theOldestAreForgotten() {
        // When
        history.apply(planned("m1", 1, PLANNED));
        history.apply(planned("m2", 1, PLANNED));
        history.apply(planned("m3", 1, PLANNED));

        // Then
        assertThat(history.all())
                .extracting(MigrationState::migrationId)
                .containsExactly("m3", "m2");
    }

    private static MigrationPlanned planned(String id, int sessions, Instant at) {
        return new MigrationPlanned(id, "hk-1", "node-ejected", sessions, at);
    }
}
