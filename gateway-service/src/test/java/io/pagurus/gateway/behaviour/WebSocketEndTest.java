package io.pagurus.gateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** A WebSocket that the edge has to end. */
class WebSocketEndTest {

    private static final String COME_BACK = "1012 reconnect after \\d+ ms";
    private static final int MANY = 200;
    private static final String OPENED =
            """
            HTTP/1.1 101 Switching Protocols
            Connection: Upgrade
            Upgrade: websocket
            Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=

            """;

    @Test
    void whoseClientLeavesAsSoonAsItIsOpenGivesItsPlaceBack() throws Exception {
        try (EdgeSuite suite = EdgeSuite.with();
                SocketNode node = suite.socketNode("hk-1")) {
            // When
            for (int i = 0; i < 20; i++) {
                try (RawClient client = new RawClient(suite.port())) {
                    client.sendHandshake();
                    assertThat(client.readUntil("\r\n\r\n")).contains(" 101 ");
                }
            }
            // Then
            Await.until(() -> node.closes().size() == 20);
            Await.until(() -> suite.sockets().inside() == 0);
        }
    }

    @Test
    void whoseNodeIsEjectedEndsWithAHintToComeBack() {
        try (EdgeSuite suite = EdgeSuite.with("ejected-grace", "50ms");
                SocketNode node = suite.socketNode("hk-1")) {
            // Given
            SocketClient client = SocketClient.open(suite, "/");
            // When
            suite.eject(node.id());
            // Then
            assertThat(client.end()).matches(COME_BACK);
            Await.until(() -> node.closes().size() == 1);
            assertThat(node.closes().getFirst()).startsWith("1001");
            Await.until(() -> suite.sockets().inside() == 0);
        }
    }

    @Test
    void whoseNodeIsBackInTimeStays() {
        try (EdgeSuite suite = EdgeSuite.with("ejected-grace", "200ms");
                SocketNode back = suite.socketNode("hk-1");
                SocketNode gone = suite.socketNode("hk-2")) {
            // Given
            suite.owns("s1", 1, back.id());
            suite.owns("s2", 1, gone.id());
            SocketClient stays = SocketClient.open(suite, "/", "X-Session-ID", "s1");
            SocketClient leaves = SocketClient.open(suite, "/", "X-Session-ID", "s2");
            assertThat(back.opened()).hasSize(1);
            assertThat(gone.opened()).hasSize(1);
            // When
            suite.eject(back.id());
            suite.readmit(back.id());
            suite.eject(gone.id());
            // Then the later grace is over, and so the earlier one is
            assertThat(leaves.end()).matches(COME_BACK);
            assertThat(stays.ended()).isFalse();
            stays.say("still here");
            Await.until(() -> stays.texts().contains("echo still here"));
        }
    }

    @Test
    void whoseNodeIsKilledEndsWithAHintToComeBack() {
        try (EdgeSuite suite = EdgeSuite.with();
                CutNode node = new CutNode()) {
            // Given
            suite.register("hk-1", node.port());
            SocketClient client = SocketClient.open(suite, "/");
            // When
            node.cut();
            // Then
            assertThat(client.end()).matches(COME_BACK);
        }
    }

    @Test
    void whoseNodeIsKilledInsideAFrameEndsWithoutOne() throws Exception {
        try (EdgeSuite suite = EdgeSuite.with();
                CutNode node = new CutNode()) {
            // Given
            suite.register("hk-1", node.port());
            RawClient client = handshaken(suite);
            node.send(0x81, 100, 'h', 'a', 'l', 'f');
            // When
            node.cut();
            // Then
            assertThat(client.readAll()).isEqualTo("\u0081dhalf");
        }
    }

    @Test
    void framesThatCameWithTheHandshakesAnswerAreNotLost() {
        try (EdgeSuite suite = EdgeSuite.with();
                CutNode node = new CutNode(0x81, 5, 'h', 'e', 'l', 'l', 'o')) {
            // Given
            suite.register("hk-1", node.port());
            // When
            SocketClient client = SocketClient.open(suite, "/");
            // Then
            Await.until(() -> client.texts().size() == 1);
            assertThat(client.texts()).containsExactly("hello");
        }
    }

    @Test
    void whoseSessionMovesStaysForAWhileAndIsThenSentAway() {
        try (EdgeSuite suite = EdgeSuite.with("websocket.moved-grace", "100ms");
                SocketNode one = suite.socketNode("hk-1");
                SocketNode two = suite.socketNode("hk-2")) {
            // Given
            suite.owns("s1", 1, "hk-1");
            SocketClient client = SocketClient.open(suite, "/", "X-Session-ID", "s1");
            // When
            suite.moved("s1", 2, one.id(), two.id());
            // Then
            assertThat(client.end()).matches(COME_BACK);
            SocketClient again = SocketClient.open(suite, "/", "X-Session-ID", "s1");
            assertThat(again.ended()).isFalse();
            assertThat(two.opened()).hasSize(1);
        }
    }

    @Test
    void withTooLongAFrameEndsWith1009AndTheNodeSeesNothingOfIt() {
        try (EdgeSuite suite = EdgeSuite.with("websocket.max-frame", "64K");
                SocketNode node = suite.socketNode("hk-1")) {
            // Given
            SocketClient client = SocketClient.open(suite, "/");
            // When
            client.say("x".repeat(100_000));
            // Then
            assertThat(client.end()).startsWith("1009");
            Await.until(() -> node.closes().size() == 1);
        }
    }

    @Test
    void whoseClientVanishesEndsAtTheNode() throws Exception {
        try (EdgeSuite suite = EdgeSuite.with();
                SocketNode node = suite.socketNode("hk-1")) {
            // Given
            RawClient client = handshaken(suite);
            // When
            client.close();
            // Then
            Await.until(() -> node.closes().size() == 1);
            Await.until(() -> suite.sockets().inside() == 0);
        }
    }

    @RepeatedTest(5)
    void thatIsAboutToBeginKeepsNoEdgeFromClosing() throws Exception {
        String[] answers = new String[MANY];
        Arrays.fill(answers, OPENED);
        List<RawClient> clients = new ArrayList<>();
        try (RawNode node = new RawNode(answers)) {
            EdgeSuite suite = EdgeSuite.with();
            suite.register("hk-1", node.port());
            for (int i = 0; i < MANY; i++) {
                RawClient client = new RawClient(suite.port());
                clients.add(client);
                client.sendHandshake();
            }
            // When all are asked, and not all have heard the answer
            Await.until(() -> node.heads().size() == MANY);
            // Then it waits for nothing that never comes
            suite.close();
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
    }

    private static RawClient handshaken(EdgeSuite suite) throws java.io.IOException {
        RawClient client = new RawClient(suite.port());
        client.sendHandshake();
        assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 101");
        return client;
    }
}
