package io.pagurus.bench.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagurus.bench.edge.load.Requests;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** As small as it goes: that the figures can be measured, not what they are. */
class EdgeBenchmarkTest {

    private static final Duration SHORT = Duration.ofMillis(400);
    private static final List<String> PARTS =
            List.of("keepalive", "newConnections", "sse", "idleWebSockets");

    @Test
    void gatewayHasFiguresAndWhatIsNotInstalledHasAReason() throws Exception {
        // Given
        EdgeOptions small =
                new EdgeOptions(
                        Path.of("../.."),
                        Set.of(),
                        Set.of(),
                        false,
                        "128m",
                        SHORT,
                        new EdgeOptions.Sizes(1, SHORT, 4, 10, 500, 5, 10, SHORT),
                        new Requests(1, 1),
                        Map.of(),
                        null);

        List<JsonNode> soFar = new ArrayList<>();

        // When
        JsonNode report =
                EdgeBenchmark.run(small, _ -> {}, part -> soFar.add(part.json().deepCopy())).json();

        // Then
        assertThat(
                        List.of(
                                "/keepalive/pagurus/cpuMicrosPerRequest",
                                "/keepalive/pagurus/p99Micros",
                                "/newConnections/pagurus/perSecond",
                                "/sse/pagurus/cpuMicrosPerEvent"))
                .allSatisfy(key -> assertThat(report.at(key).asDouble()).as(key).isPositive());
        assertThat(report.at("/keepalive/pagurus/failures").asInt()).isZero();
        assertThat(soFar.getFirst().at("/keepalive")).isEqualTo(report.at("/keepalive"));
        assertThat(soFar.getFirst().at("/sse/pagurus/reason").asText()).isEqualTo("not measured");
        assertThat(List.of("nginx", "haproxy", "pagurus"))
                .allSatisfy(proxy ->
                        assertThat(PARTS)
                                .allSatisfy(part ->
                                        assertFigureOrReason(report.at("/" + part + "/" + proxy))));
    }

    private static void assertFigureOrReason(JsonNode at) {
        assertThat(at.path("perSecond").isNumber() || !at.path("reason").asText().isEmpty())
                .isTrue();
    }

    @Test
    void whatWasNotMeasuredIsNullAndStillThere() {
        // When
        JsonNode report = new EdgeReport().json();

        // Then
        assertThat(PARTS)
                .allSatisfy(part ->
                        assertThat(List.of("pagurus", "nginx", "haproxy"))
                                .allSatisfy(proxy ->
                                        assertThat(
                                                        report.at(
                                                                        "/%s/%s/bytesPerConnection"
                                                                                .formatted(
                                                                                        part,
                                                                                        proxy))
                                                                .isNull())
                                                .isTrue()));
        assertThat(report.at("/sse/nginx").has("cpuMicrosPerEvent")).isTrue();
        assertThat(report.at("/keepalive/nginx").has("cpuMicrosPerRequest")).isTrue();
    }
}
