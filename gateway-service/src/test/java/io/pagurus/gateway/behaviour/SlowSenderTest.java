package io.pagurus.gateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Clients that take their time. */
class SlowSenderTest {

    @Test
    void aHeadThatDoesNotEndIsAnswered408() throws Exception {
        try (EdgeSuite suite = EdgeSuite.with("listener.head-timeout", "200ms");
                RawClient client = new RawClient(suite.port())) {
            // Given
            StandInNode node = suite.node("hk-1");
            // When
            client.send("GET / HTTP/1.1\nHost: e\nX-Slow: ");
            // Then
            assertThat(client.readAll()).startsWith("HTTP/1.1 408 ");
            assertThat(node.received()).isEmpty();
        }
    }

    @Test
    void aHeadThatDripsIsAnswered408() throws Exception {
        try (EdgeSuite suite = EdgeSuite.with("listener.head-timeout", "200ms");
                RawClient client = new RawClient(suite.port())) {
            // Given
            StandInNode node = suite.node("hk-1");
            client.send("GET / HTTP/1.1\nHost: e\n");
            // When
            Thread drip = Thread.ofVirtual().start(() -> drip(client, "X-Slow: 1\n"));
            // Then
            assertThat(client.readAll()).startsWith("HTTP/1.1 408 ");
            assertThat(node.received()).isEmpty();
            drip.join();
        }
    }

    @Test
    void aConnectionOnWhichNothingComesIsClosed() throws Exception {
        try (EdgeSuite suite = EdgeSuite.with("listener.head-timeout", "200ms");
                RawClient client = new RawClient(suite.port())) {
            // When
            String answer = client.readAll();
            // Then
            assertThat(answer).isEmpty();
        }
    }

    @Test
    void aTurnsBodyThatDoesNotComeIsAnswered408() throws Exception {
        try (EdgeSuite suite = slowBodies();
                RawClient client = new RawClient(suite.port())) {
            // Given
            StandInNode node = suite.node("hk-1");
            // When
            client.send(
                    "POST /v1/chat/completions HTTP/1.1\nHost: e\nContent-Length: 1000\n\n{\"half\"");
            // Then
            assertThat(client.readAll()).startsWith("HTTP/1.1 408 ");
            assertThat(node.received()).isEmpty();
        }
    }

    @Test
    void aBodyThatDripsIsAnswered408() throws Exception {
        try (EdgeSuite suite = slowBodies();
                RawClient client = new RawClient(suite.port())) {
            // Given
            StandInNode node = suite.node("hk-1");
            client.send("POST /v1/files HTTP/1.1\nHost: e\nContent-Length: 100000\n\n");
            // When
            Thread drip = Thread.ofVirtual().start(() -> drip(client, "x"));
            // Then
            assertThat(client.readAll()).startsWith("HTTP/1.1 408 ");
            Await.until(() -> node.connectionsClosed() == 1);
            assertThat(node.received()).isEmpty();
            drip.join();
        }
    }

    @Test
    void aBodyThatComesSteadilyTakesAsLongAsItTakes() throws Exception {
        try (EdgeSuite suite = slowBodies();
                RawClient client = new RawClient(suite.port())) {
            // Given
            StandInNode node = suite.node("hk-1");
            client.send("POST /v1/files HTTP/1.1\nHost: e\nContent-Length: 100000\n\n");
            // When
            for (int i = 0; i < 100; i++) {
                client.sendExactly("x".repeat(1000));
                LockSupport.parkNanos(10_000_000);
            }
            // Then
            assertThat(client.readUntil("\r\n")).startsWith("HTTP/1.1 200");
            assertThat(node.received().getFirst().body()).hasSize(100_000);
        }
    }

    @Test
    void aConnectionOnWhichNothingMovesIsClosed() throws Exception {
        try (EdgeSuite suite = EdgeSuite.with("edge.idle-timeout", "300ms");
                RawClient client = new RawClient(suite.port())) {
            // Given
            suite.node("hk-1");
            client.send("GET /v1/models HTTP/1.1\nHost: e\n\n");
            client.readUntil("\"}");
            // When
            String more = client.readAll();
            // Then
            assertThat(more).isEmpty();
        }
    }

    private static EdgeSuite slowBodies() {
        return EdgeSuite.with("listener.body-patience", "200ms", "listener.body-min-rate", "1000");
    }

    private static void drip(RawClient client, String drop) {
        try {
            for (int i = 0; i < 1000; i++) {
                client.send(drop);
                LockSupport.parkNanos(20_000_000);
            }
        } catch (java.io.IOException closed) {
            // As it should be.
        }
    }
}
