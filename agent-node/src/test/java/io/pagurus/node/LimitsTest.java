package io.pagurus.node;

import static io.pagurus.node.NodeFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LimitsTest {

    private final NodeFixture fixture = new NodeFixture();

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void aBodyOverTheLimitIs413() {
        // Given
        RunningNode node = fixture.node("hk-1", "PAGURUS_NODE_MAX_BODY_BYTES", "1000");

        // When
        HttpResponse<String> answer = fixture.tell(node, json("t1", "x".repeat(1000)));

        // Then
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("at most 1000 bytes");
    }

    @Test
    void aRequestThatCameThroughNoGatewayIsToldWhatItLacks() {
        // Given
        RunningNode node = fixture.node("hk-1");

        // When
        HttpResponse<String> none = fixture.post(node, "/v1/chat/completions", "{}");
        HttpResponse<String> noEpoch =
                fixture.post(node, "/v1/chat/completions", "{}", "X-Session-ID", "s1");
        HttpResponse<String> badTurn =
                fixture.post(
                        node,
                        "/v1/chat/completions",
                        "{}",
                        "X-Session-ID",
                        "s1",
                        "X-Session-Epoch",
                        "1",
                        "X-Turn-ID",
                        "..");

        // Then
        assertThat(none.statusCode()).isEqualTo(400);
        assertThat(none.body()).contains("\"field\":\"X-Session-ID\"");
        assertThat(noEpoch.body()).contains("\"field\":\"X-Session-Epoch\"");
        assertThat(badTurn.body()).contains("\"field\":\"X-Turn-ID\"");
    }

    @Test
    void aForgottenSessionIsLoadedAgain() {
        // Given
        RunningNode node = fixture.node("hk-1", "PAGURUS_NODE_MAX_SESSIONS", "1");
        fixture.sessions.grant("s1", "hk-1", "hk");
        fixture.sessions.grant("s2", "hk-1", "hk");
        fixture.tell(node, json("t1", "hi"));
        fixture.tell(node, new NodeFixture.Ask("s2", 1, "t1", false, "hi"));

        // When
        HttpResponse<String> answer = fixture.tell(node, json("t2", "again"));

        // Then
        assertThat(answer.body()).contains("turn 2; I remember 2 messages");
        assertThat(node.tallies().of(Tallies.Tally.loads)).isEqualTo(3);
    }

    @Test
    void aClientThatDoesNotReadIsCutOff() throws IOException {
        // Given
        RunningNode node = fixture.node("hk-1", "PAGURUS_NODE_SLOW_CLIENT", "200ms");
        fixture.sessions.grant("s1", "hk-1", "hk");
        String body = new NodeFixture.Ask("s1", 1, "t1", true, "x ".repeat(200_000)).body();

        // When
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.port())) {
            OutputStream out = socket.getOutputStream();
            String head =
                    """
                    POST /v1/chat/completions HTTP/1.1\r
                    Host: node\r
                    X-Session-ID: s1\r
                    X-Session-Epoch: 1\r
                    X-Turn-ID: t1\r
                    Content-Length: %d\r
                    \r
                    """
                            .formatted(body.length());
            out.write((head + body).getBytes(StandardCharsets.UTF_8));
            awaitSlowClient(node);
        }

        // Then
        assertThat(fixture.sessions.turns("s1")).hasSize(1);
    }

    private static void awaitSlowClient(RunningNode node) {
        long until = System.nanoTime() + NodeFixture.patience().toNanos();
        while (node.tallies().of(Tallies.Tally.slowClients) == 0) {
            assertThat(System.nanoTime()).isLessThan(until);
            Thread.onSpinWait();
        }
    }
}
