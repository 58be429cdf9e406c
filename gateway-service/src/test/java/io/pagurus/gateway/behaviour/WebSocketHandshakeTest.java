package io.pagurus.gateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A handshake that is none is answered by the edge. */
class WebSocketHandshakeTest {

    private static final String KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\n";
    private static final String UPGRADE = "Connection: Upgrade\nUpgrade: websocket\n";
    private static final String VERSION = "Sec-WebSocket-Version: 13\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\nHost: e\n" + UPGRADE + VERSION + "\n",
                "GET / HTTP/1.1\nHost: e\n" + UPGRADE + VERSION + KEY + KEY + "\n",
                "GET / HTTP/1.1\nHost: e\n" + UPGRADE + "Sec-WebSocket-Version: 8\n" + KEY + "\n",
                "GET / HTTP/1.1\nHost: e\nUpgrade: websocket\n" + VERSION + KEY + "\n",
                "GET / HTTP/1.0\nHost: e\n" + UPGRADE + VERSION + KEY + "\n",
                "POST / HTTP/1.1\nHost: e\n" + UPGRADE + VERSION + KEY + "\n",
                "GET / HTTP/1.1\nHost: e\n"
                        + UPGRADE
                        + VERSION
                        + KEY
                        + "Content-Length: 5\n\nhello",
            })
    void isRefused(String handshake) throws Exception {
        try (EdgeSuite suite = EdgeSuite.with();
                SocketNode node = suite.socketNode("hk-1");
                RawClient client = new RawClient(suite.port())) {
            // Given
            StandInNode other = suite.node("hk-2");
            // When
            client.send(handshake);
            // Then
            assertThat(client.readUntil("\r\n\r\n")).contains(" 400 ");
            assertThat(node.handshakes()).isEmpty();
            assertThat(other.received()).isEmpty();
        }
    }
}
