package io.pagurus.bench.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SamplesTest {

    @Test
    void percentileIsTheSmallestThatSoManyDoNotExceed() {
        // Given
        long[] oneToHundred =
                LongStream.rangeClosed(1, 100).map(i -> (101 - i) * 1_000_000).toArray();

        // When
        Samples samples = Samples.of(oneToHundred, 2_000_000_000L);

        // Then
        assertThat(samples.millis(0.50)).isEqualTo(50);
        assertThat(samples.millis(0.99)).isEqualTo(99);
        assertThat(samples.millis(1)).isEqualTo(100);
        assertThat(samples.perSecond()).isEqualTo(50);
    }
}
