package io.pagurus.gateway.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ExplanationsTest {

    private Instant now = Instant.ofEpochSecond(7);

    @Test
    void aSecondHasRoomForSoMany() {
        // Given
        ExplainConfig config =
                new SmallRyeConfigBuilder()
                        .withMapping(ExplainConfig.class)
                        .withDefaultValue("pagurus.gateway.explain.per-second", "2")
                        .build()
                        .getConfigMapping(ExplainConfig.class);
        InstantSource source = () -> now;
        Clock clock = source.withZone(ZoneOffset.UTC);
        Explanations explanations = new Explanations(config, clock);
        // When, Then
        assertThat(explanations.hasRoom()).isTrue();
        assertThat(explanations.hasRoom()).isTrue();
        assertThat(explanations.hasRoom()).isFalse();
        now = now.plus(Duration.ofSeconds(1));
        assertThat(explanations.hasRoom()).isTrue();
    }
}
