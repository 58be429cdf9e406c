package io.pagurus.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OutliersTest {

    private static final int FLEET = 4;

    private final Outliers outliers = new Outliers();

    @Test
    void threeFailuresInARowKeepNewWorkAwayForThirtySeconds() {
        // When
        boolean first = outliers.failed("a", 0, FLEET);
        boolean second = outliers.failed("a", 1, FLEET);
        boolean third = outliers.failed("a", 2, FLEET);
        // Then
        assertThat(first).isFalse();
        assertThat(second).isFalse();
        assertThat(third).isTrue();
        assertThat(outliers.isOut("a", 30_001)).isTrue();
        assertThat(outliers.isOut("a", 30_002)).isFalse();
        assertThat(outliers.isOut("b", 3)).isFalse();
    }

    @Test
    void aSuccessBetweenThemStartsTheCountAnew() {
        // Given
        outliers.failed("a", 0, FLEET);
        outliers.failed("a", 1, FLEET);
        // When
        outliers.succeeded("a");
        outliers.failed("a", 2, FLEET);
        // Then
        assertThat(outliers.isOut("a", 3)).isFalse();
    }

    @Test
    void failuresThatAreFarApartDoNotAddUp() {
        outliers.failed("a", 0, FLEET);
        outliers.failed("a", 1, FLEET);
        assertThat(outliers.failed("a", 30_001, FLEET)).isFalse();
    }

    @Test
    void aNodeThatComesBackAndFailsIsOutAtOnceAndForLonger() {
        // Given
        fail("a", 0);
        assertThat(outliers.isOut("a", 30_000)).isFalse();
        // When
        boolean again = outliers.failed("a", 30_001, FLEET);
        // Then
        assertThat(again).isTrue();
        assertThat(outliers.isOut("a", 90_000)).isTrue();
        assertThat(outliers.isOut("a", 90_001)).isFalse();
    }

    @Test
    void aSuccessAfterItsReturnForgivesIt() {
        // Given
        fail("a", 0);
        assertThat(outliers.isOut("a", 30_000)).isFalse();
        // When
        outliers.succeeded("a");
        // Then
        assertThat(outliers.failed("a", 30_001, FLEET)).isFalse();
    }

    @Test
    void atMostHalfOfTheFleetIsOutAtOnce() {
        // When
        fail("a", 0);
        fail("b", 0);
        fail("c", 0);
        // Then
        assertThat(outliers.out()).isEqualTo(2);
        assertThat(outliers.isOut("c", 1)).isFalse();
    }

    @Test
    void aNodeThatIsNoLongerRegisteredTakesNoOthersPlace() {
        // Given
        fail("a", 0);
        fail("b", 0);
        // When
        outliers.forget("a");
        fail("c", 0);
        // Then
        assertThat(outliers.out()).isEqualTo(2);
        assertThat(outliers.isOut("c", 1)).isTrue();
    }

    @Test
    void theOnlyNodeIsNeverOut() {
        for (int i = 0; i < 10; i++) {
            assertThat(outliers.failed("a", i, 1)).isFalse();
        }
    }

    @Test
    void noFailureCountsWhereTheRulesSaySo() {
        outliers.apply(
                new OutlierRules(0, Duration.ofSeconds(1), Duration.ofSeconds(1), 100, Set.of()));
        fail("a", 0);
        assertThat(outliers.isOut("a", 1)).isFalse();
    }

    private void fail(String node, long atMillis) {
        for (int i = 0; i < 3; i++) {
            outliers.failed(node, atMillis, FLEET);
        }
    }
}
