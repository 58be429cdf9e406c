package io.pagurus.gateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What a node is told of who asks. */
class ForwardedTest {

    private static final String NAMES =
            "x-forwarded-for|x-forwarded-proto|x-forwarded-host|x-real-ip|forwarded";

    @Test
    void aNodeThatMustSeeNothingSeesNothing() throws Exception {
        try (EdgeSuite suite = EdgeSuite.with()) {
            // Given
            StandInNode node = suite.node("hk-1");
            suite.rules("{version: 1, nodes: {hk-1: {tell: []}}}");
            // When
            ask(suite, "X-Forwarded-For: 9.9.9.9\nForwarded: for=9.9.9.9\nX-Real-IP: 9.9.9.9\n");
            // Then
            assertThat(node.received().getFirst().headers().names())
                    .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).matches(NAMES));
        }
    }

    @Test
    void whatAClientSaysOfItselfIsNotBelieved() throws Exception {
        try (EdgeSuite suite = EdgeSuite.with()) {
            // Given
            StandInNode node = tellAll(suite);
            // When
            ask(suite, "X-Forwarded-For: 9.9.9.9\nX-Forwarded-Proto: https\nX-Real-IP: 9.9.9.9\n");
            // Then
            StandInNode.Received got = node.received().getFirst();
            assertThat(got.header("X-Forwarded-For")).isEqualTo("127.0.0.1");
            assertThat(got.header("X-Real-IP")).isEqualTo("127.0.0.1");
            assertThat(got.header("X-Forwarded-Proto")).isEqualTo("http");
            assertThat(got.header("X-Forwarded-Host")).isEqualTo("edge.example");
            assertThat(got.header("Forwarded"))
                    .isEqualTo("for=127.0.0.1;proto=http;host=\"edge.example\"");
        }
    }

    @Test
    void aTrustedProxyIsBelievedAboutTheLastAddressThatIsNotTrusted() throws Exception {
        try (EdgeSuite suite =
                EdgeSuite.with("listener.trusted-proxies", "127.0.0.0/8,10.0.0.0/8")) {
            // Given
            StandInNode node = tellAll(suite);
            // When
            ask(
                    suite,
                    """
                    X-Forwarded-For: 6.6.6.6, 203.0.113.9, 10.1.1.1
                    X-Forwarded-Proto: https
                    X-Forwarded-Host: public.example
                    """);
            // Then
            StandInNode.Received got = node.received().getFirst();
            assertThat(got.header("X-Real-IP")).isEqualTo("203.0.113.9");
            assertThat(got.header("X-Forwarded-For")).isEqualTo("203.0.113.9, 10.1.1.1, 127.0.0.1");
            assertThat(got.header("X-Forwarded-Proto")).isEqualTo("https");
            assertThat(got.header("Forwarded"))
                    .isEqualTo("for=203.0.113.9;proto=https;host=\"public.example\"");
        }
    }

    @Test
    void whatATrustedProxyWritesIntoForwardedIsBelievedWhereItIsSaidToWriteThere()
            throws Exception {
        try (EdgeSuite suite =
                EdgeSuite.with(
                        "listener.trusted-proxies",
                        "127.0.0.0/8,10.0.0.0/8",
                        "listener.trusted-headers",
                        "forwarded")) {
            // Given
            StandInNode node = tellAll(suite);
            // When
            ask(
                    suite,
                    """
                    X-Forwarded-For: 6.6.6.6
                    Forwarded: for=6.6.6.6;proto=http
                    Forwarded: For="[2001:db8::7]:4711";proto=https;host="public.example", for=10.1.1.1
                    """);
            // Then
            StandInNode.Received got = node.received().getFirst();
            assertThat(got.header("X-Real-IP")).isEqualTo("2001:db8::7");
            assertThat(got.header("X-Forwarded-For")).isEqualTo("2001:db8::7, 10.1.1.1, 127.0.0.1");
            assertThat(got.header("X-Forwarded-Proto")).isEqualTo("https");
            assertThat(got.header("X-Forwarded-Host")).isEqualTo("public.example");
        }
    }

    @Test
    void whatAClientWritesIntoTheOtherKindOfHeaderPassesNoProxy() throws Exception {
        try (EdgeSuite suite = EdgeSuite.with("listener.trusted-proxies", "127.0.0.0/8")) {
            // Given
            StandInNode node = tellAll(suite);
            // When
            ask(suite, "X-Forwarded-For: 203.0.113.9\nForwarded: for=6.6.6.6;host=evil.example\n");
            // Then
            StandInNode.Received got = node.received().getFirst();
            assertThat(got.header("X-Real-IP")).isEqualTo("203.0.113.9");
            assertThat(got.header("X-Forwarded-Host")).isEqualTo("edge.example");
        }
    }

    @Test
    void cookiesOfAClientThatSpeaksTlsToATrustedProxyAreSecure() throws Exception {
        try (EdgeSuite trusting = EdgeSuite.with("listener.trusted-proxies", "127.0.0.0/8");
                EdgeSuite other = EdgeSuite.with()) {
            // When
            String behindProxy = cookiesOf(trusting);
            String stranger = cookiesOf(other);
            // Then
            assertThat(behindProxy).contains("session_id=", "Secure");
            assertThat(stranger).contains("session_id=").doesNotContain("Secure");
        }
    }

    private static String cookiesOf(EdgeSuite suite) throws IOException {
        suite.node("hk-1");
        try (RawClient client = new RawClient(suite.port())) {
            client.send(
                    """
                    POST /v1/chat/completions HTTP/1.1
                    Host: edge.example
                    X-Forwarded-Proto: https
                    Content-Length: 2

                    {}\
                    """);
            return client.readUntil("\r\n\r\n");
        }
    }

    @Test
    void aNodeMayGetTheClientsHost() throws Exception {
        try (EdgeSuite suite = EdgeSuite.with()) {
            // Given
            StandInNode node = suite.node("hk-1");
            suite.rules("{version: 1, nodes: {hk-1: {clients-host: true}}}");
            // When
            ask(suite, "");
            // Then
            assertThat(node.received().getFirst().headers().getAll("Host"))
                    .containsExactly("edge.example");
        }
    }

    private static StandInNode tellAll(EdgeSuite suite) {
        StandInNode node = suite.node("hk-1");
        suite.rules(
                """
                version: 1
                nodes:
                  hk-1:
                    tell: [x-forwarded-for-chain, x-real-ip, x-forwarded-proto, x-forwarded-host, forwarded]
                """);
        return node;
    }

    private static void ask(EdgeSuite suite, String headers) throws IOException {
        try (RawClient client = new RawClient(suite.port())) {
            client.send("GET /v1/models HTTP/1.1\nHost: edge.example\n" + headers + "\n");
            assertThat(client.readUntil("\r\n")).startsWith("HTTP/1.1 200");
        }
    }
}
