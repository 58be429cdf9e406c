package io.pagurus.gateway.listener;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.gateway.listener.StreamPaces.Turn;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StreamPacesTest {

    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;

    private long now = 1_000;
    private final StreamPaces paces = new StreamPaces(config(), () -> now);

    private static ListenerConfig config() {
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, text -> Duration.parse("PT" + text))
                .withMapping(ListenerConfig.class)
                .withDefaultValue("pagurus.gateway.listener.body-patience", "10S")
                .withDefaultValue("pagurus.gateway.listener.body-min-rate", "100")
                .withDefaultValue("pagurus.gateway.listener.head-timeout", "5S")
                .build()
                .getConfigMapping(ListenerConfig.class);
    }

    private void data(int stream, int flags, int bytes) {
        paces.next(DATA, flags, stream);
        paces.read(bytes);
    }

    @Test
    void aBodyBelowTheRateIsToldOfOnce() {
        // Given
        paces.next(HEADERS, END_HEADERS, 1);
        paces.next(HEADERS, END_HEADERS, 3);
        data(1, 0, 999);
        data(3, 0, 1_000);
        // When
        now += 10_000;
        // Then
        assertThat(paces.slow(_ -> Turn.CLIENT)).containsExactly(1);
        assertThat(paces.slow(_ -> Turn.CLIENT)).isEmpty();
        now += 10_000;
        assertThat(paces.slow(_ -> Turn.CLIENT)).containsExactly(3);
    }

    @Test
    void whatTheEdgeHoldsUpIsNotTheClientsSlowness() {
        // Given
        paces.next(HEADERS, END_HEADERS, 1);
        // When
        now += 9_000;
        assertThat(paces.slow(_ -> Turn.EDGE)).isEmpty();
        now += 9_000;
        // Then
        assertThat(paces.slow(_ -> Turn.CLIENT)).isEmpty();
        now += 1_000;
        assertThat(paces.slow(_ -> Turn.CLIENT)).containsExactly(1);
    }

    @Test
    void whatHasEndedIsNotAwaited() {
        // Given
        paces.next(HEADERS, END_HEADERS | END_STREAM, 1);
        paces.next(HEADERS, END_HEADERS, 3);
        data(3, END_STREAM, 5);
        paces.next(HEADERS, END_HEADERS, 5);
        paces.next(3, 0, 5);
        paces.next(HEADERS, END_HEADERS, 7);
        // When
        now += 20_000;
        // Then
        assertThat(paces.slow(_ -> Turn.NOBODY)).isEmpty();
        assertThat(paces.slow(_ -> Turn.CLIENT)).isEmpty();
    }

    @Test
    void aHeadHasToEndInTime() {
        // Given
        paces.next(HEADERS, 0, 1);
        now += 4_000;
        paces.next(9, 0, 1);
        assertThat(paces.isHeadLate()).isFalse();
        // When
        now += 1_001;
        // Then
        assertThat(paces.isHeadLate()).isTrue();
        paces.next(9, END_HEADERS, 1);
        assertThat(paces.isHeadLate()).isFalse();
    }
}
