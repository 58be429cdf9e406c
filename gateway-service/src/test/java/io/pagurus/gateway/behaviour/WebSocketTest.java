package io.pagurus.gateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** A WebSocket through the edge. */
class WebSocketTest {

    @Test
    void messagesPassBothWaysUnderTheSubprotocolThatTheNodeChose() {
        try (EdgeSuite suite = EdgeSuite.with();
                SocketNode node = suite.socketNode("hk-1")) {
            // Given
            SocketClient client = SocketClient.open(suite, "/chat?x=1", "X-Mine", "kept");
            // When
            client.say("one").say("t".repeat(200_000));
            // Then
            Await.until(() -> client.texts().size() == 2);
            assertThat(client.texts()).containsExactly("echo one", "echo " + "t".repeat(200_000));
            assertThat(client.subprotocol()).isEqualTo("chat");
            assertThat(node.handshakes().getFirst().get("X-Mine")).isEqualTo("kept");
            assertThat(node.opened().getFirst().uri()).isEqualTo("/chat?x=1");
        }
    }

    @Test
    void pingsReachTheNode() {
        try (EdgeSuite suite = EdgeSuite.with();
                SocketNode _ = suite.socketNode("hk-1")) {
            // Given
            SocketClient client = SocketClient.open(suite, "/");
            // When
            client.ping("are you there");
            // Then
            Await.until(() -> client.pongs().size() == 1);
            assertThat(client.pongs()).containsExactly("are you there");
        }
    }

    @Test
    void aClientsCloseReachesTheNode() {
        try (EdgeSuite suite = EdgeSuite.with();
                SocketNode node = suite.socketNode("hk-1")) {
            // Given
            SocketClient client = SocketClient.open(suite, "/");
            // When
            client.close(4001, "enough");
            // Then
            Await.until(() -> node.closes().size() == 1);
            assertThat(node.closes()).containsExactly("4001 enough");
            Await.until(() -> openSockets(suite) == 0);
        }
    }

    @Test
    void aNodesCloseReachesTheClient() {
        try (EdgeSuite suite = EdgeSuite.with();
                SocketNode _ =
                        suite.socketNode("hk-1").does(socket -> socket.close((short) 4002, "go"))) {
            // Given
            SocketClient client = SocketClient.open(suite, "/");
            // When
            String end = client.end();
            // Then
            assertThat(end).isEqualTo("4002 go");
        }
    }

    @Test
    void whatTheNodeAnswersInsteadIsTheClientsAnswer() {
        try (EdgeSuite suite = EdgeSuite.with()) {
            // Given
            suite.node("hk-1").always(r -> r.response().setStatusCode(401).end("who are you"));
            // When
            HttpResponse<?> answer = refused(suite);
            // Then
            assertThat(answer.statusCode()).isEqualTo(401);
        }
    }

    @Test
    void beyondTheLimitIsRefused() {
        try (EdgeSuite suite = EdgeSuite.with("websocket.max-open", "1");
                SocketNode _ = suite.socketNode("hk-1")) {
            // Given
            SocketClient first = SocketClient.open(suite, "/");
            // When
            HttpResponse<?> answer = refused(suite);
            // Then
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(first.ended()).isFalse();
        }
    }

    @Test
    void aNodeThatRefusesTheConnectionIsPassedOver() {
        try (EdgeSuite suite = EdgeSuite.with();
                SocketNode node = suite.socketNode("hk-2")) {
            // Given
            suite.register("hk-1", 1);
            // When
            for (int i = 0; i < 4; i++) {
                SocketClient.open(suite, "/");
            }
            // Then
            assertThat(node.opened()).hasSize(4);
        }
    }

    @Test
    void itGoesToItsSessionsOwner() {
        try (EdgeSuite suite = EdgeSuite.with();
                SocketNode one = suite.socketNode("hk-1");
                SocketNode two = suite.socketNode("hk-2")) {
            // Given
            suite.owns("s1", 7, "hk-2");
            // When
            for (int i = 0; i < 4; i++) {
                SocketClient.open(suite, "/", "X-Session-ID", "s1");
            }
            // Then
            assertThat(one.opened()).isEmpty();
            assertThat(two.handshakes())
                    .hasSize(4)
                    .allMatch(headers -> headers.get("X-Session-ID").equals("s1"))
                    .allMatch(headers -> headers.get("X-Session-Epoch").equals("7"));
        }
    }

    @Test
    void whatItsSessionAsksBesideItGoesToTheSameNode() {
        try (EdgeSuite suite = EdgeSuite.with();
                SocketNode one = suite.socketNode("hk-1");
                SocketNode two = suite.socketNode("hk-2")) {
            // Given
            suite.rules(
                    """
                    version: 1
                    routes:
                      - {name: all, affinity: {only: true, order: [session]}}
                    """);
            SocketClient.open(suite, "/", "X-Session-ID", "s9");
            // When
            for (int i = 0; i < 6; i++) {
                suite.send(suite.request("/x").header("X-Session-ID", "s9").build());
            }
            // Then
            SocketNode its = one.opened().isEmpty() ? two : one;
            assertThat(its.opened()).hasSize(1);
            assertThat(its.requests()).isEqualTo(6);
        }
    }

    private static double openSockets(EdgeSuite suite) {
        return suite.sockets().inside();
    }

    private static HttpResponse<?> refused(EdgeSuite suite) {
        Throwable error = Assertions.catchThrowable(() -> SocketClient.open(suite, "/"));
        for (Throwable each = error; each != null; each = each.getCause()) {
            if (each instanceof WebSocketHandshakeException refused) {
                return refused.getResponse();
            }
        }
        throw new AssertionError(error);
    }
}
