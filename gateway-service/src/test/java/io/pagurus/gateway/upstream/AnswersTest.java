package io.pagurus.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Pins the formulas of {@code docs/edge.md}. */
class AnswersTest {

    private static final LoadWindows WINDOWS = LoadWindows.DEFAULT;
    private static final Offset<Double> EXACTLY = within(1e-6);
    private static final long SECOND = 1_000_000;

    private final Answers none = Answers.none(WINDOWS, 0);

    @Test
    void beginWithThirtyMilliseconds() {
        assertThat(none.peak(0, WINDOWS)).isEqualTo(30_000);
        assertThat(none.latency(0, WINDOWS)).isEqualTo(30_000);
        assertThat(none.success(0, WINDOWS)).isEqualTo(1);
    }

    @Test
    void aLongerOneThanTheFadedAverageTakesItsPlaceAtOnce() {
        // Given 200 ms, which has faded to 200·e^-1 = 73.6 ms after τ
        Answers slow = none.after(200_000, true, 0, WINDOWS);
        // When
        Answers peak = slow.after(80_000, true, 10 * SECOND, WINDOWS);
        // Then
        assertThat(peak.peak()).isEqualTo(80_000);
    }

    @Test
    void aShorterOneIsWeighedByTheTimeSinceTheLast() {
        // Given
        Answers slow = none.after(200_000, true, 0, WINDOWS);
        // When
        Answers after = slow.after(20_000, true, 5 * SECOND, WINDOWS);
        // Then ewma·w + rtt·(1−w) with w = e^(−Δt/τ), τ = 10 s and 20 s
        double w10 = Math.exp(-0.5);
        double w20 = Math.exp(-0.25);
        assertThat(after.peak()).isCloseTo(200_000 * w10 + 20_000 * (1 - w10), EXACTLY);
        assertThat(after.latency()).isCloseTo(200_000 * w20 + 20_000 * (1 - w20), EXACTLY);
    }

    @Test
    void fadeWhileNothingIsHeard() {
        assertThat(none.peak(10 * SECOND, WINDOWS)).isCloseTo(30_000 * Math.exp(-1), EXACTLY);
        assertThat(none.latency(20 * SECOND, WINDOWS)).isCloseTo(30_000 * Math.exp(-1), EXACTLY);
    }

    @Test
    void successIsTheShareOfGoodOnesWithOneMoreTakenForGranted() {
        // Given
        Answers mixed = none.after(1, true, 0, WINDOWS).afterFailure(1, 0, WINDOWS);
        // Then
        assertThat(mixed.success(0, WINDOWS)).isCloseTo(2.0 / 3, EXACTLY);
        double kept = Math.exp(-1);
        assertThat(mixed.success(20 * SECOND, WINDOWS))
                .isCloseTo((kept + 1) / (2 * kept + 1), EXACTLY);
    }

    @Test
    void aFailureThatComesFastDoesNotLookFast() {
        // When
        Answers once = none.afterFailure(100, 0, WINDOWS);
        Answers twice = once.afterFailure(100, 0, WINDOWS);
        // Then at least the penalty, then twice what it was
        assertThat(once.peak()).isEqualTo(5e6);
        assertThat(twice.peak()).isEqualTo(10e6);
    }

    @Test
    void failuresInARowAreBounded() {
        Answers many = none;
        for (int i = 0; i < 1_000; i++) {
            many = many.afterFailure(100, 0, WINDOWS);
        }
        assertThat(many.peak()).isEqualTo(60e6);
    }
}
