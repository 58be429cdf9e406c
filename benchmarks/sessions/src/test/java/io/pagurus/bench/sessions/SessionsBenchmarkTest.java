package io.pagurus.bench.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagurus.bench.sessions.BenchOptions.Part;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** As small as it goes: that the figures can be measured, not what they are. */
class SessionsBenchmarkTest {

    private static final Duration REBUILD_LIMIT = Duration.ofMinutes(2);

    @Test
    void everyPartOfOneBrokerHasAFigure() throws Exception {
        // Given
        BenchOptions small =
                new BenchOptions(
                        Path.of("../.."),
                        Set.of(Part.COMMIT, Part.GRANTS, Part.BYTES, Part.REBUILD, Part.MILLION),
                        256,
                        256,
                        64,
                        64,
                        6,
                        REBUILD_LIMIT,
                        64,
                        64,
                        "256m",
                        null);

        // When
        JsonNode report = SessionsBenchmark.run(small, _ -> {}).json();

        // Then
        assertThat(
                        List.of(
                                "/commit/c1/perSecond",
                                "/commit/c8/p50Millis",
                                "/commit/c64/p99Millis",
                                "/grantsPerSecond",
                                "/grantsOneByOnePerSecond",
                                "/bytesPerConversation/history",
                                "/bytesPerConversation/all",
                                "/rebuild/seconds",
                                "/million/commit/thousand/p99Millis",
                                "/million/commit/million/perSecond",
                                "/million/rebalance/plannedStallMillis",
                                "/million/rebalance/crashStallMillis"))
                .allSatisfy(key -> assertThat(report.at(key).asDouble()).isPositive());
        assertThat(report.at("/rebuild/sessions").asInt()).isEqualTo(64);
    }

    @Test
    void whatWasNotMeasuredIsNullAndStillThere() {
        // When
        JsonNode report = new BenchReport().json();

        // Then
        assertThat(
                        List.of(
                                "/bytesPerConversation/history",
                                "/bytesPerConversation/all",
                                "/commit/c64/perSecond",
                                "/durability/region/rtt50/p50Millis",
                                "/durability/geo/rtt150/p99Millis",
                                "/grantsPerSecond",
                                "/rebuild/seconds"))
                .allSatisfy(key -> assertThat(report.at(key).isNull()).isTrue());
    }
}
