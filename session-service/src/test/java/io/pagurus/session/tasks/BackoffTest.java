package io.pagurus.session.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagurus.session.settings.TestSettings;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

    @Test
    void eachPauseIsTwiceAsLongUpToTheCap() {
        // Given
        Backoff backoff = of(Map.of());
        // When
        var pauses = IntStream.rangeClosed(1, 12).mapToObj(n -> backoff.after(n, 1).toSeconds());
        // Then
        assertThat(pauses)
                .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 300L, 300L, 300L);
    }

    @Test
    void chanceTakesUpToHalfOfIt() {
        // Given
        Backoff backoff = of(Map.of());
        // When
        Duration least = backoff.after(3, 0);
        Duration middle = backoff.after(3, 0.5);
        // Then
        assertThat(least).isEqualTo(Duration.ofSeconds(2));
        assertThat(middle).isEqualTo(Duration.ofSeconds(3));
        assertThat(backoff.after(100_000, 0)).isEqualTo(Duration.ofSeconds(150));
    }

    @Test
    void aPauseThatShrinksIsRefusedAtStart() {
        assertThatThrownBy(() -> of(Map.of("pagurus.tasks.retry.factor", "0.5")))
                .hasMessageContaining("factor");
    }

    private static Backoff of(Map<String, String> values) {
        return new Backoff(TestSettings.of(values).getConfigMapping(TaskSettings.class).retry());
    }
}
