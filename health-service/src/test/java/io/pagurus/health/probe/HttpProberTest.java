package io.pagurus.health.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.events.NodeHealth;
import io.pagurus.events.TopologyState.NodeState;
import io.pagurus.events.WantedState;
import io.pagurus.health.probe.ProbeOutcome.Failed;
import io.pagurus.health.probe.ProbeOutcome.Kind;
import io.pagurus.health.probe.ProbeOutcome.Ready;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpProberTest {

    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(250);

    private final HttpProber prober = new HttpProber(System::nanoTime, 1024);

    @AfterEach
    void close() {
        prober.close();
    }

    @Test
    void nodeThatSaysReadyIsReady() throws IOException {
        assertThat(probe(answer("200 OK", "{\"ready\":true,\"region\":\"hk\"}"), LONG))
                .isInstanceOf(Ready.class);
        assertThat(probe(answer("200 OK", "{\"ready\":true}"), LONG)).isInstanceOf(Ready.class);
    }

    @Test
    void anythingElseIsAFailureOfItsKind() throws IOException {
        assertFailed(answer("500 Oops", "{\"ready\":true,\"region\":\"hk\"}"), LONG, Kind.STATUS);
        assertFailed(answer("302 Found\r\nLocation: /", ""), LONG, Kind.STATUS);
        assertFailed(answer("200 OK", "<html>ready</html>"), LONG, Kind.GARBAGE);
        assertFailed(answer("200 OK", "{\"ready\":\"true\"}"), LONG, Kind.GARBAGE);
        assertFailed(answer("200 OK", "[]"), LONG, Kind.GARBAGE);
        assertFailed(answer("200 OK", ""), LONG, Kind.GARBAGE);
        assertFailed(answer("200 OK", "{\"ready\":false}"), LONG, Kind.NOT_READY);
        assertFailed(
                answer("200 OK", "{\"ready\":true,\"region\":\"jp\"}"), LONG, Kind.WRONG_REGION);
        assertFailed(answer("200 OK", "{\"ready\":true}" + " ".repeat(2000)), LONG, Kind.BROKEN);
        assertFailed("not http at all\r\n\r\n", LONG, Kind.BROKEN);
        assertFailed("", LONG, Kind.BROKEN);
    }

    @Test
    void nobodyListeningIsUnreachableAtOnce() throws IOException {
        // Given
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }

        // When
        ProbeOutcome outcome = prober.probe(node(port), LONG);

        // Then
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> {
                            assertThat(failed.kind()).isEqualTo(Kind.UNREACHABLE);
                            assertThat(failed.detail()).isEqualTo("connection refused");
                            assertThat(failed.latency()).isLessThan(LONG);
                        });
    }

    @Test
    void stoppedProcessThatOnlyItsKernelAnswersForTimesOut() throws IOException {
        // Given: the backlog accepts, nobody reads
        try (ServerSocket stopped = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            // When
            ProbeOutcome outcome = prober.probe(node(stopped.getLocalPort()), SHORT);

            // Then
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Failed.class,
                            failed -> {
                                assertThat(failed.kind()).isEqualTo(Kind.TIMEOUT);
                                assertThat(failed.latency()).isGreaterThanOrEqualTo(SHORT);
                            });
        }
    }

    @Test
    void bodyThatNeverEndsTimesOut() throws IOException {
        // Given
        String half = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"ready\":true";

        // When
        ProbeOutcome outcome;
        try (RawServer server = new RawServer(half, false)) {
            outcome = prober.probe(node(server.port()), SHORT);
        }

        // Then
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.kind()).isEqualTo(Kind.TIMEOUT));
    }

    private void assertFailed(String bytes, Duration timeout, Kind kind) throws IOException {
        assertThat(probe(bytes, timeout))
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.kind()).as(bytes).isEqualTo(kind));
    }

    private ProbeOutcome probe(String bytes, Duration timeout) throws IOException {
        try (RawServer server = new RawServer(bytes, true)) {
            return prober.probe(node(server.port()), timeout);
        }
    }

    private static String answer(String status, String body) {
        return "HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static NodeState node(int port) {
        return new NodeState(
                "n",
                1,
                "hk",
                "http://127.0.0.1:" + port,
                100,
                "/health",
                WantedState.ACTIVE,
                NodeHealth.HEALTHY,
                1);
    }
}
