package io.pagurus.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {

    @Test
    void retriesAreAtMostAFifthOfWhatRuns() {
        RetryBudget budget = new RetryBudget(() -> 100);
        assertThat(allowed(budget, 50)).isEqualTo(20);
    }

    @Test
    void threeAreAllowedWhenLittleRuns() {
        RetryBudget budget = new RetryBudget(() -> 1);
        assertThat(allowed(budget, 50)).isEqualTo(3);
    }

    @Test
    void oneThatHasEndedMakesRoom() {
        // Given
        RetryBudget budget = new RetryBudget(() -> 1);
        allowed(budget, 50);
        // When
        budget.end();
        // Then
        assertThat(budget.begin()).isTrue();
        assertThat(budget.begin()).isFalse();
    }

    private static long allowed(RetryBudget budget, int asked) {
        return IntStream.range(0, asked).filter(_ -> budget.begin()).count();
    }
}
