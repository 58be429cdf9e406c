package io.pagurus.migration.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.migration.plan.SessionNeed.Urgency;
import java.util.List;
import org.junit.jupiter.api.Test;

class TakeoverPlanTest {

    @Test
    void streamsComeBeforeTurnsBeforeTasks() {
        // Given
        SessionNeed task = new SessionNeed("a", 1, Urgency.PENDING_TASKS);
        SessionNeed turn = new SessionNeed("b", 1, Urgency.RUNNING_TURN);
        SessionNeed late = new SessionNeed("d", 1, Urgency.STREAMING);
        SessionNeed stream = new SessionNeed("c", 1, Urgency.STREAMING);

        // When
        TakeoverPlan plan = TakeoverPlan.of(List.of(task, late, turn, stream));

        // Then
        assertThat(plan.order()).containsExactly(stream, late, turn, task);
    }
}
