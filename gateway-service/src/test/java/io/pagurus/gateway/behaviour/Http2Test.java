package io.pagurus.gateway.behaviour;

import static io.pagurus.gateway.behaviour.StandInNode.answer;
import static io.pagurus.gateway.behaviour.StandInNode.hangingStream;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Clients that speak HTTP/2 without TLS. */
class Http2Test {

    @Test
    void reachesTheNodeAsHttp1AndNothingOfEitherConnectionPasses() {
        try (EdgeSuite suite = EdgeSuite.with()) {
            // Given
            StandInNode node =
                    suite.node("hk-1")
                            .always(r ->
                                    r.response()
                                            .putHeader("Connection", "X-Hop")
                                            .putHeader("X-Hop", "1")
                                            .putHeader("Keep-Alive", "timeout=5")
                                            .putHeader("X-Model", "m")
                                            .setChunked(true)
                                            .end("made"));
            // When
            HttpClientRequest request = open(suite, HttpMethod.GET, "/v1/files?x=%20y");
            request.putHeader("X-Mine", "kept").putHeader("TE", "trailers");
            AtomicReference<HttpClientResponse> head = new AtomicReference<>();
            Buffer body =
                    Await.done(
                            request.send().onSuccess(head::set).compose(HttpClientResponse::body));
            // Then
            assertThat(body.toString()).isEqualTo("made");
            HttpClientResponse response = java.util.Objects.requireNonNull(head.get());
            assertThat(response.version()).isEqualTo(HttpVersion.HTTP_2);
            assertThat(response.headers().names())
                    .doesNotContain("connection", "x-hop", "keep-alive", "transfer-encoding");
            assertThat(response.getHeader("X-Model")).isEqualTo("m");
            StandInNode.Received got = node.received().getFirst();
            assertThat(got.uri()).isEqualTo("/v1/files?x=%20y");
            assertThat(got.header("X-Mine")).isEqualTo("kept");
            assertThat(got.headers().names())
                    .noneMatch(name -> name.startsWith(":"))
                    .doesNotContain("te", "TE", "transfer-encoding", "http2-settings");
        }
    }

    @Test
    void isAnsweredInFullThoughTheEndOfTheAnswerClosesItsStream() {
        try (EdgeSuite suite = EdgeSuite.with()) {
            // Given
            suite.node("hk-1");
            // When
            Await.done(open(suite, HttpMethod.GET, "/v1/models").send());
            Await.done(
                    open(suite, HttpMethod.POST, EdgeSuite.CHAT)
                            .putHeader("X-Session-ID", "s1")
                            .send("{}"));
            // Then
            Await.until(() -> suite.ended("other", "completed") == 1);
            Await.until(() -> suite.ended("turn", "completed") == 1);
        }
    }

    @Test
    void mayBeginAsAnUpgradeFromHttp1() {
        try (EdgeSuite suite = EdgeSuite.with()) {
            // Given
            StandInNode node = suite.node("hk-1");
            HttpClient client =
                    suite.vertx.createHttpClient(
                            new HttpClientOptions()
                                    .setProtocolVersion(HttpVersion.HTTP_2)
                                    .setHttp2ClearTextUpgrade(true));
            // When
            HttpClientResponse response =
                    Await.done(
                            client.request(HttpMethod.GET, suite.port(), "127.0.0.1", "/v1/models")
                                    .compose(HttpClientRequest::send));
            // Then
            assertThat(response.version()).isEqualTo(HttpVersion.HTTP_2);
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(node.received().getFirst().headers().names())
                    .doesNotContain("upgrade", "http2-settings", "connection", "transfer-encoding");
        }
    }

    @Test
    void aBodyWithoutALengthReachesTheNodeInFull() {
        try (EdgeSuite suite = EdgeSuite.with()) {
            // Given
            StandInNode node = suite.node("hk-1");
            HttpClientRequest request = open(suite, HttpMethod.POST, "/v1/files");
            // When
            request.setChunked(true).write("one ");
            request.write("two");
            HttpClientResponse response =
                    Await.done(request.end().compose(_ -> request.response()));
            // Then
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(node.received().getFirst().body()).isEqualTo("one two");
        }
    }

    @Test
    void aTurnWithABodyIsAnswered() {
        try (EdgeSuite suite = EdgeSuite.with()) {
            // Given
            StandInNode node = suite.node("hk-1").always(answer("fine"));
            HttpClientRequest request = open(suite, HttpMethod.POST, EdgeSuite.CHAT);
            // When
            HttpClientResponse response =
                    Await.done(
                            request.putHeader("X-Session-ID", "s1")
                                    .send(Buffer.buffer("{\"hello\":1}")));
            // Then
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(node.received().getFirst().body()).isEqualTo("{\"hello\":1}");
            assertThat(response.getHeader("X-Session-ID")).isEqualTo("s1");
        }
    }

    @Test
    void eventsComeAsTheyAreSent() {
        try (EdgeSuite suite = EdgeSuite.with()) {
            // Given
            suite.node("hk-1").always(hangingStream("first"));
            AtomicReference<String> heard = new AtomicReference<>("");
            HttpClientRequest request = open(suite, HttpMethod.GET, "/v1/events");
            // When
            var _ =
                    request.send()
                            .onSuccess(response ->
                                    response.handler(chunk -> heard.set(heard.get() + chunk)));
            // Then
            Await.until(() -> StandInNode.event("first").equals(heard.get()));
        }
    }

    @Test
    void aResetStopsTheNodesRequestAndIsNoFailureOfTheNode() {
        try (EdgeSuite suite = EdgeSuite.with()) {
            // Given
            StandInNode node = suite.node("hk-1").next(hangingStream("a"));
            HttpClientRequest request = open(suite, HttpMethod.GET, "/v1/events");
            Await.done(request.send());
            // When
            request.reset(8);
            // Then
            Await.until(() -> node.connectionsClosed() == 1);
            assertThat(suite.health.suspicions()).isEmpty();
            HttpClientResponse next = Await.done(open(suite, HttpMethod.GET, "/").send());
            assertThat(next.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whatIsNoLineOfHttp1IsRefusedAndTheConnectionGoesOn() {
        try (EdgeSuite suite = EdgeSuite.with()) {
            // Given
            StandInNode node = suite.node("hk-1");
            HttpClientRequest request =
                    open(suite, HttpMethod.GET, "/ HTTP/1.1\r\nX-Forged: 1\r\n\r\nGET /x");
            // When
            HttpClientResponse response = Await.done(request.send());
            // Then
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(node.received()).isEmpty();
        }
    }

    @Test
    void tooLongABodyIsRefusedAndTheConnectionGoesOn() {
        try (EdgeSuite suite = EdgeSuite.with("edge.max-body", "1K")) {
            // Given
            suite.node("hk-1");
            HttpClient client = client(suite);
            HttpClientRequest long1 =
                    Await.done(client.request(HttpMethod.POST, suite.port(), "127.0.0.1", "/"));
            // When
            HttpClientResponse response = Await.done(long1.send(Buffer.buffer(new byte[2000])));
            // Then
            assertThat(response.statusCode()).isEqualTo(413);
            HttpClientRequest next =
                    Await.done(client.request(HttpMethod.GET, suite.port(), "127.0.0.1", "/"));
            assertThat(next.connection()).isSameAs(long1.connection());
            assertThat(Await.done(next.send()).statusCode()).isEqualTo(200);
        }
    }

    private static HttpClientRequest open(EdgeSuite suite, HttpMethod method, String uri) {
        return Await.done(client(suite).request(method, suite.port(), "127.0.0.1", uri));
    }

    private static HttpClient client(EdgeSuite suite) {
        return suite.vertx.createHttpClient(
                new HttpClientOptions()
                        .setProtocolVersion(HttpVersion.HTTP_2)
                        .setHttp2ClearTextUpgrade(false));
    }
}
