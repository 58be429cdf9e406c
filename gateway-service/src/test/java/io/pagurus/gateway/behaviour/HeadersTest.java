package io.pagurus.gateway.behaviour;

import static io.pagurus.gateway.behaviour.StandInNode.answer;
import static io.pagurus.gateway.behaviour.StandInNode.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** Which headers pass the edge. */
class HeadersTest {

    @Test
    void onlyWhatIsEndToEndReachesTheNode() throws Exception {
        try (EdgeSuite suite = EdgeSuite.with();
                RawClient raw = new RawClient(suite.port())) {
            // Given
            StandInNode node = suite.node("hk-1");
            // When
            raw.send(
                    """
                    POST /v1/chat/completions HTTP/1.1
                    Host: edge.example
                    Connection: keep-alive, X-Hop
                    X-Hop: 1
                    Keep-Alive: timeout=5
                    TE: trailers
                    Upgrade: h2c
                    Proxy-Authorization: Basic eDp5
                    Authorization: Bearer secret
                    X-Session-ID: s1
                    X-Session-Epoch: 99
                    X-Turn-ID: forged
                    X-Forwarded-For: 9.9.9.9
                    X-Forwarded-Proto: https
                    Forwarded: for=9.9.9.9
                    X-Real-IP: 9.9.9.9
                    Idempotency-Key: k1
                    X-Mine: kept
                    Content-Length: 2

                    {}\
                    """);
            String answer = raw.readUntil("\"}");
            // Then
            assertThat(answer).startsWith("HTTP/1.1 200");
            StandInNode.Received got = node.received().getFirst();
            assertThat(got.headers().names())
                    .doesNotContain(
                            "X-Hop",
                            "Keep-Alive",
                            "TE",
                            "Upgrade",
                            "Proxy-Authorization",
                            "Authorization",
                            "X-Forwarded-Proto",
                            "Forwarded",
                            "X-Real-IP");
            assertThat(got.header("X-Mine")).isEqualTo("kept");
            assertThat(got.header("X-Session-Epoch")).isEqualTo("1");
            assertThat(got.header("X-Turn-ID")).isEqualTo("anonymous~k1");
            assertThat(got.header("X-Forwarded-For")).isEqualTo("127.0.0.1");
            assertThat(got.header("Host")).startsWith("127.0.0.1:");
        }
    }

    @Test
    void onlyWhatIsEndToEndReachesTheClient() {
        try (EdgeSuite suite = EdgeSuite.with()) {
            // Given
            suite.node("hk-1")
                    .always(r ->
                            r.response()
                                    .putHeader("Connection", "X-Hop")
                                    .putHeader("X-Hop", "1")
                                    .putHeader("X-Session-Epoch", "7")
                                    .putHeader("X-Turn-ID", "wrong")
                                    .putHeader("Set-Cookie", "node=1")
                                    .putHeader("X-Model", "m")
                                    .end("{}"));
            // When
            HttpResponse<String> response = suite.send(suite.turn("s1", "t1"));
            // Then
            assertThat(response.headers().map())
                    .doesNotContainKeys("x-hop", "connection", "x-session-epoch");
            assertThat(response.headers().allValues("X-Turn-ID")).containsExactly("anonymous~t1");
            assertThat(response.headers().firstValue("Set-Cookie")).contains("node=1");
            assertThat(response.headers().firstValue("X-Model")).contains("m");
        }
    }

    @Test
    void aNameThatCannotBeOneIsRefused() {
        try (EdgeSuite suite = EdgeSuite.with()) {
            // Given
            StandInNode node = suite.node("hk-1");
            // When
            HttpResponse<String> response = suite.send(suite.turn("no/such name", "t1"));
            // Then
            assertThat(response.statusCode()).isEqualTo(400);
            JsonObject problem = new JsonObject(response.body());
            assertThat(problem.getString("field")).isEqualTo("X-Session-ID");
            assertThat(problem.getString("expected")).isNotBlank();
            assertThat(node.received()).isEmpty();
        }
    }
}
