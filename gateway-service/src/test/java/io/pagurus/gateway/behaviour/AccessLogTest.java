package io.pagurus.gateway.behaviour;

import static io.pagurus.gateway.behaviour.StandInNode.answer;
import static io.pagurus.gateway.behaviour.StandInNode.reset;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessLogTest {

    @TempDir Path folder;

    @Test
    void eachRequestIsALineOfWhatItWas() {
        try (EdgeSuite suite = logging()) {
            // Given
            suite.node("hk-1").next(reset()).always(answer("fine"));
            // When
            HttpResponse<String> answer =
                    suite.send(
                            suite.request("/v1/models?key=s3cret")
                                    .version(HttpClient.Version.HTTP_1_1)
                                    .GET()
                                    .build());
            // Then
            JsonObject line = lines(1).getFirst();
            assertThat(line.getString("request_id"))
                    .isEqualTo(answer.headers().firstValue("X-Request-ID").orElseThrow());
            assertThat(line.getString("time")).matches("20\\d\\d-.*Z");
            assertThat(line.getString("gateway")).isEqualTo("gateway-1");
            assertThat(line.getString("client_address")).isEqualTo("127.0.0.1");
            assertThat(line.getString("method")).isEqualTo("GET");
            assertThat(line.getString("path")).isEqualTo("/v1/models");
            assertThat(line.getString("protocol")).isEqualTo("HTTP/1.1");
            assertThat(line.getInteger("status")).isEqualTo(200);
            assertThat(line.getInteger("bytes")).isEqualTo(answer.body().length());
            assertThat(line.getString("route")).isEqualTo("others");
            assertThat(line.getString("class")).isEqualTo("normal");
            assertThat(line.getString("node")).isEqualTo("hk-1");
            assertThat(line.getString("region")).isEqualTo("hk");
            assertThat(line.getInteger("attempts")).isEqualTo(2);
            assertThat(line.getString("outcome")).isEqualTo("completed");
            assertThat(line.getDouble("time_to_first_byte_ms"))
                    .isPositive()
                    .isLessThanOrEqualTo(line.getDouble("duration_ms"));
            assertThat(line.encode()).doesNotContain("s3cret");
        }
    }

    @Test
    void aTurnIsNamedWithItsSession() {
        try (EdgeSuite suite = logging()) {
            // Given
            suite.node("hk-1");
            // When
            suite.send(suite.turn("s1", "t1"));
            // Then
            JsonObject line = lines(1).getFirst();
            assertThat(line.getString("session")).isEqualTo("s1");
            assertThat(line.getString("turn")).isEqualTo("anonymous~t1");
        }
    }

    @Test
    void whatTheEdgeRefusesHasItsProblem() throws Exception {
        try (EdgeSuite suite = logging();
                RawClient client = new RawClient(suite.port())) {
            // Given
            suite.rules("routes: [{name: a, match: {paths: [/a]}}]");
            // When
            suite.send(suite.request("/b").GET().build());
            client.send("GET /a HTTP/1.1\nHost: e\nContent-Length: x\n\n");
            // Then
            List<JsonObject> lines = lines(2);
            assertThat(lines.getFirst().getString("problem_type"))
                    .isEqualTo("urn:pagurus:problem:no-route");
            assertThat(lines.getFirst().getString("outcome")).isEqualTo("refused");
            assertThat(lines.getLast().getInteger("status")).isEqualTo(400);
            assertThat(lines.getLast().getString("problem_type"))
                    .isEqualTo("urn:pagurus:problem:bad-request");
        }
    }

    @Test
    void theEventsOfAStreamAreCounted() {
        try (EdgeSuite suite = logging()) {
            // Given
            suite.node("hk-1")
                    .always(request -> {
                        var response =
                                request.response()
                                        .setChunked(true)
                                        .putHeader("Content-Type", "text/event-stream");
                        var _ = response.write("data: one\n\n");
                        var _ = response.end("data: two\n\n");
                    });
            // When
            HttpResponse<String> answer =
                    suite.send(
                            suite.request("/v1/events")
                                    .version(HttpClient.Version.HTTP_1_1)
                                    .GET()
                                    .build());
            // Then
            assertThat(answer.body()).isEqualTo("data: one\n\ndata: two\n\n");
            assertThat(lines(1).getFirst().getInteger("bytes")).isEqualTo(answer.body().length());
        }
    }

    @Test
    void aClientThatWentAwayIsNoAnswer() {
        try (EdgeSuite suite = logging()) {
            // Given
            StandInNode node = suite.node("hk-1").always(_ -> {});
            HttpRequest request = suite.request("/v1/slow").GET().build();
            // When
            var answer = suite.sendAsync(request);
            Await.until(() -> !node.received().isEmpty());
            answer.cancel(true);
            // Then
            JsonObject line = lines(1).getFirst();
            assertThat(line.getString("outcome")).isEqualTo("client_gone");
            assertThat(line.containsKey("status")).isFalse();
            assertThat(line.containsKey("time_to_first_byte_ms")).isFalse();
        }
    }

    @Test
    void aFullFileIsPutAside() {
        try (EdgeSuite suite = logging("access-log.max-size", "1K", "access-log.keep", "1")) {
            // Given
            suite.node("hk-1");
            // When
            for (int i = 0; i < 12; i++) {
                suite.send(suite.request("/v1/models").GET().build());
            }
            // Then
            Await.until(() -> Files.exists(folder.resolve("access.log.1")));
            assertThat(folder.resolve("access.log.2")).doesNotExist();
        }
    }

    @Test
    void aLogThatCannotBeWrittenHoldsNobodyUp() throws Exception {
        Files.writeString(folder.resolve("file"), "");
        try (EdgeSuite suite =
                EdgeSuite.with(
                        "access-log.enabled", "true",
                        "access-log.file", folder.resolve("file").resolve("x.log").toString(),
                        "access-log.write-every", "5ms")) {
            // Given
            suite.node("hk-1");
            // When
            HttpResponse<String> answer = suite.send(suite.request("/v1/models").GET().build());
            // Then
            assertThat(answer.statusCode()).isEqualTo(200);
            Await.until(() -> suite.linesDropped() == 1);
        }
    }

    @Test
    void linesThatTheBufferHasNoRoomForAreCounted() {
        try (EdgeSuite suite = logging("access-log.buffer", "2", "access-log.write-every", "1h")) {
            // Given
            suite.node("hk-1");
            // When
            for (int i = 0; i < 5; i++) {
                suite.send(suite.request("/v1/models").GET().build());
            }
            // Then
            Await.until(() -> suite.linesDropped() >= 2);
        }
    }

    private EdgeSuite logging(String... more) {
        String[] settings = new String[more.length + 6];
        settings[0] = "access-log.enabled";
        settings[1] = "true";
        settings[2] = "access-log.file";
        settings[3] = file().toString();
        settings[4] = "access-log.write-every";
        settings[5] = "5ms";
        System.arraycopy(more, 0, settings, 6, more.length);
        return EdgeSuite.with(settings);
    }

    private Path file() {
        return folder.resolve("access.log");
    }

    private List<JsonObject> lines(int count) {
        Await.until(() -> read().size() >= count);
        return read().stream().map(JsonObject::new).toList();
    }

    private List<String> read() {
        try {
            return Files.exists(file()) ? Files.readAllLines(file()) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
