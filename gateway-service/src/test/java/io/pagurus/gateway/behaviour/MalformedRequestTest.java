package io.pagurus.gateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes that are no request: answered, closed, and nothing of them reaches a node. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MalformedRequestTest {

    private static final String CHUNKED =
            "POST /v1/files HTTP/1.1\r\nHost: e\r\nTransfer-Encoding: chunked\r\n\r\n";

    private final EdgeSuite suite = EdgeSuite.with();
    private final StandInNode node = suite.node("hk-1");

    @BeforeAll
    void theEdgeServes() {
        assertThat(suite.send(suite.request("/v1/models").build()).statusCode()).isEqualTo(200);
    }

    @AfterAll
    void close() {
        suite.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"heads", "lines", "targets", "lengths", "chunks"})
    void isRefusedAndReachesNoNode(String name, String bytes, int status) throws Exception {
        try (RawClient client = new RawClient(suite.port())) {
            // Given
            int before = node.received().size();
            // When
            client.sendExactly(bytes);
            String answer = client.readAll();
            // Then
            assertThat(answer).matches("(?s)HTTP/1.[01] " + status + " .*");
            assertThat(answer).containsIgnoringCase("connection: close");
            assertThat(answer.split("HTTP/1.[01] [0-9]", -1)).hasSize(2);
            JsonObject problem = new JsonObject(answer.substring(answer.indexOf("\r\n\r\n") + 4));
            assertThat(problem.getInteger("status")).isEqualTo(status);
            assertThat(node.received()).hasSize(before);
            assertThat(suite.send(suite.request("/v1/models").build()).statusCode()).isEqualTo(200);
        }
    }

    static Stream<Arguments> heads() {
        return Stream.of(
                bad("space before the colon", get("X-Mine : 1\r\n")),
                bad("tab before the colon", get("X-Mine\t: 1\r\n")),
                bad("no colon", get("X-Mine\r\n")),
                bad("no name", get(": 1\r\n")),
                bad("name with a separator", get("X(Mine): 1\r\n")),
                bad("name with a control character", get("X\u0001Mine: 1\r\n")),
                bad("name beyond ASCII", get("X\u00e4Mine: 1\r\n")),
                bad("NUL in a value", get("X-Mine: a\u0000b\r\n")),
                bad("control character in a value", get("X-Mine: a\u0008b\r\n")),
                bad("folded value", get("X-Mine: a\r\n b\r\n")),
                bad("value folded with a tab", get("X-Mine: a\r\n\tb\r\n")),
                bad("fold before the first header", "GET / HTTP/1.1\r\n Host: e\r\n\r\n"),
                bad("no host", "GET / HTTP/1.1\r\n\r\n"),
                bad("two hosts", get("Host: f\r\n")),
                bad("host with a path", "GET / HTTP/1.1\r\nHost: e/f\r\n\r\n"),
                bad("host with a user", "GET / HTTP/1.1\r\nHost: u@e\r\n\r\n"),
                bad("list of hosts", "GET / HTTP/1.1\r\nHost: e, f\r\n\r\n"),
                refused("huge headers", get("X-Mine: " + "x".repeat(40_000) + "\r\n"), 431),
                refused("many headers", get("X-Mine: 12345678\r\n".repeat(4000)), 431));
    }

    static Stream<Arguments> lines() {
        return Stream.of(
                bad("bare LF", "GET / HTTP/1.1\nHost: e\n\n"),
                bad("bare LF behind a header", "GET / HTTP/1.1\r\nHost: e\nX-Mine: 1\r\n\r\n"),
                bad("bare LF at the end of the head", "GET / HTTP/1.1\r\nHost: e\r\n\n"),
                bad("bare CR as a line end", "GET / HTTP/1.1\rHost: e\r\r"),
                bad("bare CR in a value", get("X-Mine: a\rb\r\n")),
                bad("bare CR in a name", get("X\rMine: a\r\n")),
                bad("bare CR in the request line", "GET /\r HTTP/1.1\r\nHost: e\r\n\r\n"),
                bad("two CRs", "GET / HTTP/1.1\r\r\nHost: e\r\n\r\n"),
                bad("many empty lines", "\r\n".repeat(10) + "GET / HTTP/1.1\r\nHost: e\r\n\r\n"),
                bad("space before the request line", " GET / HTTP/1.1\r\nHost: e\r\n\r\n"),
                bad("NUL before the request line", "\u0000GET / HTTP/1.1\r\nHost: e\r\n\r\n"),
                bad("two spaces", "GET  / HTTP/1.1\r\nHost: e\r\n\r\n"),
                bad("tabs for spaces", "GET\t/\tHTTP/1.1\r\nHost: e\r\n\r\n"),
                bad("space behind the version", "GET / HTTP/1.1 \r\nHost: e\r\n\r\n"),
                bad("more words", "GET / x HTTP/1.1\r\nHost: e\r\n\r\n"),
                bad("no version", "GET /\r\nHost: e\r\n\r\n"),
                bad("small version", "GET / http/1.1\r\nHost: e\r\n\r\n"),
                bad("garbage version", "GET / HTTP/1.1x\r\nHost: e\r\n\r\n"),
                refused("version to come", "GET / HTTP/1.2\r\nHost: e\r\n\r\n", 505),
                refused("version that has been", "GET / HTTP/0.9\r\nHost: e\r\n\r\n", 505),
                bad("method with a separator", "GE(T / HTTP/1.1\r\nHost: e\r\n\r\n"),
                bad("TLS on the plain port", "\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n"),
                bad("PROXY header of nobody", "PROXY TCP4 9.9.9.9 1.1.1.1 1 2\r\n\r\n"));
    }

    static Stream<Arguments> targets() {
        return Stream.of(
                bad("target without a slash", "GET v1 HTTP/1.1\r\nHost: e\r\n\r\n"),
                bad("target of CONNECT", "CONNECT e:80 HTTP/1.1\r\nHost: e\r\n\r\n"),
                bad("target of another scheme", "GET ftp://e/ HTTP/1.1\r\nHost: e\r\n\r\n"),
                bad("target without a host", "GET http:///x HTTP/1.1\r\nHost: e\r\n\r\n"),
                bad("target with a fragment", "GET /#a HTTP/1.1\r\nHost: e\r\n\r\n"),
                bad("target with a control character", "GET /\u0001 HTTP/1.1\r\nHost: e\r\n\r\n"),
                bad("target with DEL", "GET /\u007f HTTP/1.1\r\nHost: e\r\n\r\n"),
                bad("target beyond ASCII", "GET /\u00e4 HTTP/1.1\r\nHost: e\r\n\r\n"),
                refused(
                        "huge target",
                        "GET /" + "x".repeat(10_000) + " HTTP/1.1\r\nHost: e\r\n\r\n",
                        414));
    }

    static Stream<Arguments> lengths() {
        return Stream.of(
                bad(
                        "length and chunks",
                        post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n")),
                bad(
                        "chunks and length",
                        post("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n")),
                bad("two lengths", post("Content-Length: 5\r\nContent-Length: 6\r\n")),
                bad("one length twice", post("Content-Length: 5\r\nContent-Length: 5\r\n")),
                bad("list of lengths", post("Content-Length: 5, 5\r\n")),
                bad("length with a plus", post("Content-Length: +5\r\n")),
                bad("negative length", post("Content-Length: -5\r\n")),
                bad("hexadecimal length", post("Content-Length: 0x5\r\n")),
                bad("two numbers", post("Content-Length: 5 5\r\n")),
                bad("no number", post("Content-Length: \r\n")),
                bad("huge length", post("Content-Length: 99999999999999999999\r\n")),
                bad("chunked twice", post("Transfer-Encoding: chunked, chunked\r\n")),
                bad(
                        "two fields",
                        post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n")),
                bad("unknown coding", post("Transfer-Encoding: xchunked\r\n")),
                bad("identity", post("Transfer-Encoding: identity\r\n")),
                bad("not chunked at last", post("Transfer-Encoding: chunked, identity\r\n")),
                bad("coding within", post("Transfer-Encoding: gzip, chunked\r\n")),
                bad("quoted coding", post("Transfer-Encoding: \"chunked\"\r\n")),
                bad("vertical tab", post("Transfer-Encoding: \u000bchunked\r\n")),
                bad("no coding", post("Transfer-Encoding:\r\n")),
                bad(
                        "chunks in HTTP/1.0",
                        "POST /v1/files HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                bad(
                        "two lengths in HTTP/1.0",
                        "POST /v1/files HTTP/1.0\r\nContent-Length: 5\r\nContent-Length: 0\r\n\r\nhello"));
    }

    static Stream<Arguments> chunks() {
        return Stream.of(
                bad("space behind the size", CHUNKED + "5 \r\nhello\r\n0\r\n\r\n"),
                bad("space before the size", CHUNKED + " 5\r\nhello\r\n0\r\n\r\n"),
                bad("size with 0x", CHUNKED + "0x5\r\nhello\r\n0\r\n\r\n"),
                bad("negative size", CHUNKED + "-5\r\nhello\r\n0\r\n\r\n"),
                bad("size with a plus", CHUNKED + "+5\r\nhello\r\n0\r\n\r\n"),
                bad("no size", CHUNKED + "\r\nhello\r\n0\r\n\r\n"),
                bad("no size but an extension", CHUNKED + ";a=b\r\nhello\r\n0\r\n\r\n"),
                bad("size that overflows", CHUNKED + "FFFFFFFFFFFFFFFF0\r\nhello\r\n"),
                bad("size that overflows an int", CHUNKED + "80000005\r\nhello\r\n"),
                bad("bare LF behind the size", CHUNKED + "5\nhello\r\n0\r\n\r\n"),
                bad("bare CR in an extension", CHUNKED + "5;a\rb\r\nhello\r\n0\r\n\r\n"),
                bad("bare LF in an extension", CHUNKED + "5;a\nhello\r\n0\r\n\r\n"),
                bad("huge extension", CHUNKED + "5;" + "a".repeat(2000) + "\r\nhello\r\n0\r\n\r\n"),
                bad("too much data", CHUNKED + "5\r\nhelloo\r\n0\r\n\r\n"),
                bad("too little data", CHUNKED + "5\r\nhell\r\n0\r\n\r\n"),
                bad("bare LF behind the data", CHUNKED + "5\r\nhello\n0\r\n\r\n"),
                bad("folded trailer", CHUNKED + "0\r\nX-Mine: a\r\n b\r\n\r\n"),
                bad("bare LF in the trailer", CHUNKED + "0\r\nX-Mine: a\n\r\n"),
                bad("trailer without a name", CHUNKED + "0\r\n: a\r\n\r\n"));
    }

    private static String get(String headers) {
        return "GET / HTTP/1.1\r\nHost: e\r\n" + headers + "\r\n";
    }

    private static String post(String headers) {
        return "POST /v1/files HTTP/1.1\r\nHost: e\r\n" + headers + "\r\n0\r\n\r\n";
    }

    private static Arguments bad(String name, String bytes) {
        return refused(name, bytes, 400);
    }

    private static Arguments refused(String name, String bytes, int status) {
        return Arguments.of(name, bytes, status);
    }
}
