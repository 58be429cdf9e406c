package io.pagurus.gateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that are reached by TLS. */
class NodeTlsTest {

    @TempDir private Path files;

    @Test
    void turnsAndOthersReachANodeByTls() {
        PemFiles pem = PemFiles.of(files, "node");
        try (EdgeSuite suite = trusting(pem);
                StandInNode node = new StandInNode(suite.vertx, "a", tls(pem))) {
            // Given
            node.always(r -> r.response().end(r.version() + " " + r.isSSL()));
            suite.register("a", "https://localhost:" + node.port());
            // When
            HttpResponse<String> turn = suite.send(suite.turn("s1", "t1"));
            HttpResponse<String> other = suite.send(suite.request("/x").build());
            // Then
            assertThat(turn.body()).isEqualTo("HTTP_1_1 true");
            assertThat(other.body()).isEqualTo("HTTP_1_1 true");
        }
    }

    @Test
    void http2IsAgreedOnByAlpn() {
        PemFiles pem = PemFiles.of(files, "node");
        try (EdgeSuite suite = trusting(pem).rules("nodes: {a: {protocol: http2}}");
                StandInNode node = new StandInNode(suite.vertx, "a", tls(pem).setUseAlpn(true))) {
            // Given
            node.always(r -> r.response().end(r.version() + " " + r.isSSL()));
            suite.register("a", "https://localhost:" + node.port());
            // When
            HttpResponse<String> response = suite.send(suite.request("/x").build());
            // Then
            assertThat(response.body()).isEqualTo("HTTP_2 true");
        }
    }

    @Test
    void aWebSocketReachesANodeByTls() {
        PemFiles pem = PemFiles.of(files, "node");
        try (EdgeSuite suite = trusting(pem);
                SocketNode node = new SocketNode(suite.vertx, "a", tls(pem))) {
            // Given
            suite.register("a", "https://localhost:" + node.port());
            SocketClient client = SocketClient.open(suite, "/");
            // When
            client.say("one");
            // Then
            Await.until(() -> client.texts().size() == 1);
            assertThat(client.texts()).containsExactly("echo one");
            assertThat(node.opened().getFirst().isSsl()).isTrue();
        }
    }

    @Test
    void aNodeThatNobodyVouchesForGetsNothing() {
        PemFiles pem = PemFiles.of(files, "node");
        try (EdgeSuite suite = trusting(PemFiles.of(files, "another"));
                StandInNode node = new StandInNode(suite.vertx, "a", tls(pem))) {
            // Given
            suite.register("a", "https://localhost:" + node.port());
            // When
            HttpResponse<String> response = suite.send(suite.request("/x").build());
            // Then
            assertThat(response.statusCode()).isBetween(502, 503);
            assertThat(node.received()).isEmpty();
        }
    }

    @Test
    void norDoesOneWhoseCertificateIsForAnotherHost() {
        PemFiles pem = PemFiles.of(files, "node");
        HttpServerOptions anywhere = tls(pem).setHost("0.0.0.0");
        try (EdgeSuite suite = trusting(pem);
                StandInNode node = new StandInNode(suite.vertx, "a", anywhere)) {
            // Given: the certificate is for 127.0.0.1
            suite.register("a", "https://127.0.0.2:" + node.port());
            // When
            HttpResponse<String> response = suite.send(suite.request("/x").build());
            // Then
            assertThat(response.statusCode()).isBetween(502, 503);
            assertThat(node.received()).isEmpty();
        }
    }

    private static EdgeSuite trusting(PemFiles pem) {
        return EdgeSuite.with("upstream.ca", pem.certificate().toString());
    }

    private static HttpServerOptions tls(PemFiles pem) {
        return new HttpServerOptions()
                .setHost("127.0.0.1")
                .setSsl(true)
                .setKeyCertOptions(
                        new PemKeyCertOptions()
                                .addCertPath(pem.certificate().toString())
                                .addKeyPath(pem.key().toString()));
    }
}
