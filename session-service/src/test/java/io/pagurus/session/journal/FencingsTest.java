package io.pagurus.session.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FencingsTest {

    private final Fencings fencings = new Fencings();

    @Test
    void whoLosesItsPlaceTooOftenYields() {
        assertThat(fencings.another(0)).isTrue();
        assertThat(fencings.another(1)).isTrue();
        assertThat(fencings.another(2)).isTrue();
        assertThat(fencings.another(3)).isFalse();
    }

    @Test
    void whatWasLongAgoDoesNotCount() {
        // Given
        fencings.another(0);
        fencings.another(1);
        fencings.another(2);
        // When
        boolean back = fencings.another(Duration.ofMinutes(6).toNanos());
        // Then
        assertThat(back).isTrue();
    }
}
