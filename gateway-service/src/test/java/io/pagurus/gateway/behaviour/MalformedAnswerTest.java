package io.pagurus.gateway.behaviour;

import static io.pagurus.gateway.behaviour.StandInNode.answer;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node whose answer has header fields that are none is as good as one that breaks off. */
class MalformedAnswerTest {

    @ParameterizedTest
    @ValueSource(strings = {"x(y): v", "X-A: a\u0001b", "X-A: a\u000bb", "X-\u00e4: v"})
    void whoseTurnIsReplayed(String field) throws Exception {
        try (EdgeSuite suite = EdgeSuite.with();
                RawNode bad = new RawNode(answering(200, field))) {
            // Given
            suite.register("hk-1", bad.port());
            suite.node("hk-2").always(answer("two"));
            suite.sessions.own("s1", 1, "hk-1");
            suite.health.says("ejected");
            // When
            HttpResponse<String> response = suite.send(suite.turn("s1", "t1"));
            // Then
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).contains("two");
            assertThat(suite.health.suspicions().getFirst().getString("phase")).isEqualTo("head");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x(y): v", "X-A: a\u0001b"})
    void whoseRequestsGoElsewhere(String field) throws Exception {
        try (EdgeSuite suite = EdgeSuite.with();
                RawNode bad = new RawNode(answering(200, field))) {
            // Given
            suite.register("hk-1", bad.port());
            suite.node("hk-2").always(answer("two"));
            suite.owns("s1", 1, "hk-1");
            // When
            HttpResponse<String> response =
                    suite.send(suite.request("/x").header("X-Session-ID", "s1").build());
            // Then
            assertThat(bad.heads()).hasSize(1);
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).contains("two");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x(y): v", "X-A: a\u0001b"})
    void whoseWebSocketsGoElsewhere(String field) throws Exception {
        try (EdgeSuite suite = EdgeSuite.with();
                RawNode bad = new RawNode(answering(403, field));
                SocketNode good = suite.socketNode("hk-2")) {
            // Given
            suite.register("hk-1", bad.port());
            suite.owns("s1", 1, "hk-1");
            // When
            SocketClient.open(suite, "/", "X-Session-ID", "s1");
            // Then
            assertThat(bad.heads()).hasSize(1);
            assertThat(good.opened()).hasSize(1);
        }
    }

    private static String answering(int status, String field) {
        return "HTTP/1.1 " + status + " S\n" + field + "\nContent-Length: 2\n\nok";
    }
}
