package io.pagurus.gateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that connect by TLS. */
class TlsTest {

    @TempDir private Path files;

    @Test
    void http2IsAgreedOnByAlpn() {
        PemFiles edge = PemFiles.of(files, "edge");
        try (EdgeSuite suite = tls(edge)) {
            // Given
            suite.node("hk-1");
            // When
            HttpClientResponse response = get(suite, options(edge).setUseAlpn(true));
            // Then
            assertThat(response.version()).isEqualTo(HttpVersion.HTTP_2);
            assertThat(response.statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void http1IsServedToThoseWhoKnowNoOther(String version) throws Exception {
        PemFiles edge = PemFiles.of(files, "edge");
        try (EdgeSuite suite = tls(edge)) {
            // Given
            suite.node("hk-1");
            // When
            HttpClientResponse response =
                    get(suite, options(edge).setEnabledSecureTransportProtocols(Set.of(version)));
            // Then
            assertThat(response.version()).isEqualTo(HttpVersion.HTTP_1_1);
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.request().connection().sslSession().getProtocol())
                    .isEqualTo(version);
        }
    }

    @Test
    void aWebSocketPasses() {
        PemFiles edge = PemFiles.of(files, "edge");
        try (EdgeSuite suite = tls(edge, "ejected-grace", "50ms");
                SocketNode node = suite.socketNode("hk-1")) {
            // Given
            var options =
                    new io.vertx.core.http.WebSocketClientOptions()
                            .setSsl(true)
                            .setTrustOptions(
                                    new PemTrustOptions()
                                            .addCertPath(edge.certificate().toString()));
            // When
            var socket =
                    Await.done(
                            suite.vertx
                                    .createWebSocketClient(options)
                                    .connect(suite.edge().tlsPort(), "localhost", "/"));
            // Then
            var heard = new java.util.concurrent.CompletableFuture<String>();
            socket.textMessageHandler(heard::complete);
            Await.done(socket.writeTextMessage("x".repeat(50_000)));
            assertThat(EdgeSuite.get(heard)).isEqualTo("echo " + "x".repeat(50_000));
            suite.eject(node.id());
            Await.until(() -> socket.closeStatusCode() != null);
            assertThat(socket.closeStatusCode()).isEqualTo((short) 1012);
        }
    }

    @Test
    void aNewCertificateServesNewConnectionsAndOldOnesStay() throws Exception {
        PemFiles edge = PemFiles.of(files, "edge");
        PemFiles next = PemFiles.of(files, "next");
        try (EdgeSuite suite = tls(edge)) {
            // Given
            suite.node("hk-1");
            HttpClient client = suite.vertx.createHttpClient(trusting(edge, next));
            HttpClientRequest before = request(suite, client);
            Await.done(before.send().compose(HttpClientResponse::body));
            // When
            edge.replaceBy(next);
            suite.lookAtCertificates();
            // Then
            assertThat(name(get(suite, trusting(edge, next)))).isEqualTo("CN=next");
            HttpClientRequest after = request(suite, client);
            assertThat(after.connection()).isSameAs(before.connection());
            HttpClientResponse answer = Await.done(after.send());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(name(answer)).isEqualTo("CN=edge");
        }
    }

    @Test
    void aCertificateThatCannotBeReadChangesNothing() throws Exception {
        PemFiles edge = PemFiles.of(files, "edge");
        try (EdgeSuite suite = tls(edge)) {
            // Given
            suite.node("hk-1");
            HttpClientOptions options = options(edge);
            // When
            java.nio.file.Files.writeString(edge.key(), "no key");
            suite.lookAtCertificates();
            // Then
            assertThat(name(get(suite, options))).isEqualTo("CN=edge");
        }
    }

    @Test
    void aCertificateWhoseKeyHasStillToComeChangesNothing() throws Exception {
        PemFiles edge = PemFiles.of(files, "edge");
        PemFiles next = PemFiles.of(files, "next");
        try (EdgeSuite suite = tls(edge)) {
            // Given
            suite.node("hk-1");
            HttpClientOptions options = trusting(edge, next);
            // When
            java.nio.file.Files.writeString(edge.certificate(), next.certificateText());
            suite.lookAtCertificates();
            // Then
            assertThat(name(get(suite, options))).isEqualTo("CN=edge");
            edge.replaceBy(next);
            suite.lookAtCertificates();
            assertThat(name(get(suite, options))).isEqualTo("CN=next");
        }
    }

    @Test
    void clientsWithoutAWantedCertificateAreNotServed() {
        PemFiles edge = PemFiles.of(files, "edge");
        PemFiles client = PemFiles.of(files, "client");
        PemFiles stranger = PemFiles.of(files, "stranger");
        try (EdgeSuite suite =
                tls(
                        edge,
                        "tls.client-certificates",
                        "required",
                        "tls.client-ca",
                        client.certificate().toString())) {
            // Given
            StandInNode node = suite.node("hk-1");
            // When
            HttpClientResponse known = get(suite, showing(options(edge), client));
            // Then
            assertThat(known.statusCode()).isEqualTo(200);
            assertThatThrownBy(() -> get(suite, options(edge))).isInstanceOf(AssertionError.class);
            assertThatThrownBy(() -> get(suite, showing(options(edge), stranger)))
                    .isInstanceOf(AssertionError.class);
            assertThat(node.received()).hasSize(1);
        }
    }

    private EdgeSuite tls(PemFiles edge, String... more) {
        List<String> settings = new java.util.ArrayList<>(List.of(more));
        settings.addAll(
                List.of(
                        "tls.certificate",
                        edge.certificate().toString(),
                        "tls.key",
                        edge.key().toString()));
        return EdgeSuite.with(settings.toArray(String[]::new));
    }

    private static HttpClientOptions options(PemFiles trusted) {
        return trusting(trusted);
    }

    private static HttpClientOptions trusting(PemFiles... trusted) {
        PemTrustOptions trust = new PemTrustOptions();
        for (PemFiles each : trusted) {
            trust.addCertValue(Buffer.buffer(each.certificateText()));
        }
        return new HttpClientOptions().setSsl(true).setTrustOptions(trust);
    }

    private static HttpClientOptions showing(HttpClientOptions options, PemFiles client) {
        return options.setKeyCertOptions(
                new PemKeyCertOptions()
                        .setCertPath(client.certificate().toString())
                        .setKeyPath(client.key().toString()));
    }

    private static HttpClientResponse get(EdgeSuite suite, HttpClientOptions options) {
        options.setProtocolVersion(options.isUseAlpn() ? HttpVersion.HTTP_2 : HttpVersion.HTTP_1_1);
        return Await.done(request(suite, suite.vertx.createHttpClient(options)).send());
    }

    private static HttpClientRequest request(EdgeSuite suite, HttpClient client) {
        return Await.done(
                client.request(HttpMethod.GET, suite.edge().tlsPort(), "localhost", "/v1/models"));
    }

    private static String name(HttpClientResponse response) throws SSLPeerUnverifiedException {
        return response.request().connection().sslSession().getPeerPrincipal().getName();
    }
}
