package io.pagurus.gateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A balancer at TCP level in front of the edge. */
class ProxyProtocolTest {

    private static final String GET = "GET /v1/models HTTP/1.1\nHost: e\nConnection: close\n\n";

    @Test
    void version1NamesTheClient() throws Exception {
        try (EdgeSuite suite = behind("127.0.0.0/8");
                RawClient client = new RawClient(suite.port())) {
            // Given
            StandInNode node = suite.node("hk-1");
            // When
            client.send("PROXY TCP4 203.0.113.7 192.0.2.1 5555 80\n" + GET);
            // Then
            assertThat(client.readAll()).startsWith("HTTP/1.1 200");
            assertThat(node.received().getFirst().header("X-Forwarded-For"))
                    .isEqualTo("203.0.113.7");
        }
    }

    @Test
    void version2NamesTheClient() throws Exception {
        try (EdgeSuite suite = behind("127.0.0.1");
                RawClient client = new RawClient(suite.port())) {
            // Given
            StandInNode node = suite.node("hk-1");
            ByteArrayOutputStream header = new ByteArrayOutputStream();
            header.write("\r\n\r\n\0\r\nQUIT\n".getBytes(StandardCharsets.US_ASCII));
            header.write(new byte[] {0x21, 0x11, 0, 12});
            header.write(new byte[] {(byte) 203, 0, 113, 8, (byte) 192, 0, 2, 1});
            header.write(new byte[] {0x15, (byte) 0xb3, 0, 80});
            // When
            client.sendBytes(header.toByteArray());
            client.send(GET);
            // Then
            assertThat(client.readAll()).startsWith("HTTP/1.1 200");
            assertThat(node.received().getFirst().header("X-Forwarded-For"))
                    .isEqualTo("203.0.113.8");
        }
    }

    @Test
    void withoutItATrustedProxyIsNotServed() throws Exception {
        try (EdgeSuite suite = behind("127.0.0.1");
                RawClient client = new RawClient(suite.port())) {
            // Given
            StandInNode node = suite.node("hk-1");
            // When
            client.send(GET);
            // Then
            assertThat(client.readAll()).isEmpty();
            assertThat(node.received()).isEmpty();
        }
    }

    @Test
    void othersMayNotSendOne() throws Exception {
        try (EdgeSuite suite = behind("10.0.0.0/8");
                RawClient client = new RawClient(suite.port())) {
            // Given
            StandInNode node = suite.node("hk-1");
            // When
            client.send("PROXY TCP4 203.0.113.7 192.0.2.1 5555 80\n" + GET);
            // Then
            assertThat(client.readAll()).startsWith("HTTP/1.1 400");
            assertThat(node.received()).isEmpty();
        }
    }

    private static EdgeSuite behind(String proxies) {
        return EdgeSuite.with(
                "listener.proxy-protocol", "true", "listener.trusted-proxies", proxies);
    }
}
