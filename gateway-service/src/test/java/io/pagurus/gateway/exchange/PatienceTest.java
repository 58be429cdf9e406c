package io.pagurus.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PatienceTest {

    private static final Instant NOW = Instant.EPOCH;

    private final Patience patience =
            new Patience(
                    new SmallRyeConfigBuilder()
                            .addDiscoveredConverters()
                            .withMapping(TurnConfig.class)
                            .build()
                            .getConfigMapping(TurnConfig.class),
                    NOW);

    @Test
    void pausesDoubleUpToALimit() {
        assertThat(patience.pause(NOW)).contains(Duration.ofMillis(20));
        assertThat(patience.pause(NOW)).contains(Duration.ofMillis(40));
        for (int i = 0; i < 100; i++) {
            patience.pause(NOW);
        }
        assertThat(patience.pause(NOW)).contains(Duration.ofSeconds(1));
    }

    @Test
    void endsAtTheDeadline() {
        assertThat(patience.pause(NOW.plusSeconds(30))).isEmpty();
    }

    @Test
    void beginsAnewWhereANodeHadBegunToAnswer() {
        // Given
        Instant longAfter = NOW.plusSeconds(300);
        patience.workedOn(true);
        // When
        patience.interrupted(longAfter);
        // Then
        assertThat(patience.deadline()).isEqualTo(longAfter.plusSeconds(30));
    }

    @Test
    void doesNotBeginAnewWhereNoneHad() {
        patience.interrupted(NOW.plusSeconds(20));
        assertThat(patience.deadline()).isEqualTo(NOW.plusSeconds(30));
    }

    @Test
    void isBoundedInTriesHopsAndTakeovers() {
        for (int i = 0; i < 64; i++) {
            assertThat(patience.mayTry()).isTrue();
        }
        assertThat(patience.mayTry()).isFalse();
        for (int i = 0; i < 3; i++) {
            assertThat(patience.mayTakeOver()).isTrue();
        }
        assertThat(patience.mayTakeOver()).isFalse();
    }
}
