package io.pagurus.gateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import org.junit.jupiter.api.Test;

/** What comes ahead of an answer and behind it. */
class TrailersTest {

    private static final StandInNode.Deed WITH_TRAILERS =
            r -> {
                r.response().setChunked(true).write("body");
                r.response()
                        .putTrailer("grpc-status", "0")
                        .putTrailer("Content-Length", "5")
                        .putTrailer("Set-Cookie", "a=b")
                        .end();
            };

    @Test
    void trailersReachAnHttp1ClientThatTakesThem() throws Exception {
        try (EdgeSuite suite = EdgeSuite.with();
                RawClient client = new RawClient(suite.port())) {
            // Given
            suite.node("hk-1").always(WITH_TRAILERS);
            // When
            client.send("GET /x HTTP/1.1\nHost: e\nTE: trailers\nConnection: TE, close\n\n");
            String answer = client.readAll();
            // Then
            assertThat(answer).contains("grpc-status: 0\r\n").endsWith("\r\n\r\n");
            assertThat(answer).doesNotContainIgnoringCase("set-cookie");
            assertThat(answer).doesNotContainIgnoringCase("content-length");
        }
    }

    @Test
    void trailersReachNoOther() throws Exception {
        try (EdgeSuite suite = EdgeSuite.with();
                RawClient client = new RawClient(suite.port())) {
            // Given
            suite.node("hk-1").always(WITH_TRAILERS);
            // When
            client.send("GET /x HTTP/1.1\nHost: e\nConnection: close\n\n");
            // Then
            assertThat(client.readAll()).endsWith("body\r\n0\r\n\r\n");
        }
    }

    @Test
    void trailersReachAnHttp2ClientFromAnHttp2Node() {
        try (EdgeSuite suite = EdgeSuite.with()) {
            // Given
            StandInNode node = suite.node("hk-1").always(WITH_TRAILERS);
            suite.rules("{version: 1, nodes: {hk-1: {protocol: http2}}}");
            HttpClientRequest request =
                    Await.done(
                            suite.vertx
                                    .createHttpClient(
                                            new HttpClientOptions()
                                                    .setProtocolVersion(HttpVersion.HTTP_2)
                                                    .setHttp2ClearTextUpgrade(false))
                                    .request(HttpMethod.POST, suite.port(), "127.0.0.1", "/g"));
            // When
            MultiMap trailers = MultiMap.caseInsensitiveMultiMap();
            Buffer body =
                    Await.done(
                            request.send("question")
                                    .compose(r ->
                                            r.body()
                                                    .onSuccess(
                                                            _ -> trailers.addAll(r.trailers()))));
            // Then
            assertThat(body.toString()).isEqualTo("body");
            assertThat(trailers.get("grpc-status")).isEqualTo("0");
            assertThat(trailers.names()).doesNotContain("set-cookie", "content-length");
            assertThat(node.received().getFirst().header("te")).isEqualTo("trailers");
            assertThat(node.received().getFirst().body()).isEqualTo("question");
        }
    }

    @Test
    void earlyHintsReachTheClientAheadOfTheAnswer() throws Exception {
        try (EdgeSuite suite = EdgeSuite.with();
                RawClient client = new RawClient(suite.port())) {
            // Given
            suite.node("hk-1")
                    .always(r -> {
                        MultiMap hints = MultiMap.caseInsensitiveMultiMap();
                        hints.add("Link", "</style.css>; rel=preload");
                        r.response().writeEarlyHints(hints).onSuccess(_ -> r.response().end("x"));
                    });
            // When
            client.send("GET /x HTTP/1.1\nHost: e\nConnection: close\n\n");
            String answer = client.readAll();
            // Then
            assertThat(answer).startsWith("HTTP/1.1 103 Early Hints\r\n");
            assertThat(answer).containsIgnoringCase("link: </style.css>");
            assertThat(answer).contains("\r\n\r\nHTTP/1.1 200 OK\r\n").endsWith("x");
        }
    }

    @Test
    void anHttp10ClientIsToldNothingAheadOfTheAnswer() throws Exception {
        try (EdgeSuite suite = EdgeSuite.with();
                RawClient client = new RawClient(suite.port())) {
            // Given
            suite.node("hk-1")
                    .always(r ->
                            r.response()
                                    .writeEarlyHints(MultiMap.caseInsensitiveMultiMap())
                                    .onSuccess(_ -> r.response().end("x")));
            // When
            client.send("GET /x HTTP/1.0\n\n");
            // Then
            assertThat(client.readAll()).startsWith("HTTP/1.0 200 OK\r\n").endsWith("x");
        }
    }

    @Test
    void theEdgeAsksForABodyOnlyOnceItWantsIt() throws Exception {
        try (EdgeSuite suite = EdgeSuite.with("edge.max-body", "1K");
                RawClient wanted = new RawClient(suite.port());
                RawClient unwanted = new RawClient(suite.port())) {
            // Given
            StandInNode node = suite.node("hk-1");
            String head = "POST /x HTTP/1.1\nHost: e\nExpect: 100-continue\nContent-Length: ";
            // When
            wanted.send(head + "5\n\n");
            unwanted.send(head + "5000\n\n");
            // Then
            assertThat(wanted.readUntil("\r\n\r\n")).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            assertThat(unwanted.readAll()).startsWith("HTTP/1.1 413 ");
            wanted.send("hello");
            assertThat(wanted.readUntil("\r\n")).isEqualTo("HTTP/1.1 200 OK\r\n");
            assertThat(node.received().getFirst().body()).isEqualTo("hello");
            assertThat(node.received().getFirst().headers().contains("Expect")).isFalse();
        }
    }
}
