package io.pagurus.gateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the edge shows to nodes, and to nobody else. */
class NodeCredentialsTest {

    private static final String RULES =
            """
            nodes:
              a: {credentials: [{scheme: Bearer, secret: env:A_TOKEN}]}
              b: {credentials: [{header: X-Node-Key, secret: env:B_KEY}]}
            routes:
              - {name: talk, match: {paths: [/v1/chat/completions]}, turns: true}
              - {name: others}
            """;

    @Test
    void aNodeGetsItsOwnCredentialAndNoneOfAnothers() {
        try (EdgeSuite suite = EdgeSuite.with().rules(RULES)) {
            // Given
            StandInNode a = suite.node("a");
            StandInNode b = suite.node("b");
            suite.sessions.own("s1", 1, "a");
            suite.sessions.own("s2", 1, "b");
            // When
            suite.send(turn(suite, "s1"));
            suite.send(turn(suite, "s2"));
            // Then
            assertThat(a.received().getFirst().headers().getAll("Authorization"))
                    .containsExactly("Bearer secret of A_TOKEN");
            assertThat(a.received().getFirst().headers().names()).doesNotContain("X-Node-Key");
            assertThat(b.received().getFirst().headers().getAll("X-Node-Key"))
                    .containsExactly("secret of B_KEY");
            assertThat(b.received().getFirst().headers().names()).doesNotContain("Authorization");
        }
    }

    @Test
    void whatANodeEchoesOfItReachesNoClient() {
        try (EdgeSuite suite = EdgeSuite.with().rules(RULES)) {
            // Given
            suite.node("a")
                    .always(r ->
                            r.response()
                                    .putHeader("Authorization", r.getHeader("Authorization"))
                                    .putHeader(
                                            "Location",
                                            "/?token=" + r.getHeader("Authorization").substring(7))
                                    .putHeader("X-Node-Key", "mine")
                                    .putHeader("X-Model", "m")
                                    .end("{}"));
            // When
            HttpResponse<String> turn = suite.send(turn(suite, "s1"));
            HttpResponse<String> other = suite.send(suite.request("/x").build());
            // Then
            for (HttpResponse<String> response : List.of(turn, other)) {
                assertThat(response.headers().map())
                        .doesNotContainKeys("authorization", "location", "x-node-key")
                        .containsKey("x-model");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                HTTP/1.1 101 Switching Protocols
                Connection: Upgrade
                Upgrade: websocket
                Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=
                X-Seen: secret of A_TOKEN
                X-Model: m

                """,
                """
                HTTP/1.1 403 Forbidden
                X-Seen: secret of A_TOKEN
                X-Model: m
                Content-Length: 0

                """
            })
    void norWhenItIsAskedForAWebSocket(String answer) throws Exception {
        try (EdgeSuite suite = EdgeSuite.with().rules(RULES);
                RawNode node = new RawNode(answer);
                RawClient client = new RawClient(suite.port())) {
            // Given
            suite.register("a", node.port());
            // When
            client.sendHandshake();
            String seen = client.readUntil("\r\n\r\n");
            // Then
            assertThat(node.heads().getFirst()).contains("secret of A_TOKEN");
            assertThat(seen).containsIgnoringCase("x-model").doesNotContain("secret of A_TOKEN");
        }
    }

    @Test
    void norAheadOfAnAnswerOrBehindIt() throws Exception {
        try (EdgeSuite suite = EdgeSuite.with().rules(RULES);
                RawNode node =
                        new RawNode(
                                """
                                HTTP/1.1 103 Early Hints
                                Link: </style?key=secret of A_TOKEN>
                                X-Early: m

                                HTTP/1.1 200 OK
                                Transfer-Encoding: chunked

                                2
                                ok
                                0
                                X-Seen: secret of A_TOKEN
                                X-Late: m

                                """);
                RawClient client = new RawClient(suite.port())) {
            // Given
            suite.register("a", node.port());
            // When
            client.send("GET /x HTTP/1.1\nHost: e\nTE: trailers\nConnection: TE, close\n\n");
            String seen = client.readAll();
            // Then
            assertThat(seen).containsIgnoringCase("x-early").containsIgnoringCase("x-late");
            assertThat(seen).doesNotContain("secret of A_TOKEN");
        }
    }

    @Test
    void noNodeIsAskedToShowWhatItGot() {
        try (EdgeSuite suite = EdgeSuite.with().rules(RULES)) {
            // Given
            StandInNode node = suite.node("a");
            HttpRequest trace =
                    suite.request("/x")
                            .method("TRACE", HttpRequest.BodyPublishers.noBody())
                            .build();
            // When
            int status = suite.send(trace).statusCode();
            // Then
            assertThat(status).isEqualTo(405);
            assertThat(node.received()).isEmpty();
        }
    }

    @Test
    void nodesThatRulesDoNotNameMayHaveOneInCommon() {
        try (EdgeSuite suite =
                EdgeSuite.with()
                        .rules(
                                "other-nodes: {credentials: [{header: X-Fleet, secret: env:FLEET}]}")) {
            // Given
            StandInNode node = suite.node("c");
            // When
            suite.send(suite.request("/x").header("X-Fleet", "guess").build());
            // Then
            assertThat(node.received().getFirst().headers().getAll("X-Fleet"))
                    .containsExactly("secret of FLEET");
        }
    }

    @Test
    void headersThatAreTheEdgesOwnAreNoCredentials() {
        try (EdgeSuite suite = EdgeSuite.with()) {
            assertThatThrownBy(() ->
                            suite.rules("nodes: {a: {credentials: [{header: Host}, {secret: x}]}}"))
                    .hasMessageContaining("nodes.a.credentials[0].header")
                    .hasMessageContaining("nodes.a.credentials[0].secret")
                    .hasMessageContaining("nodes.a.credentials[1].secret");
        }
    }

    private static HttpRequest turn(EdgeSuite suite, String session) {
        return suite.request(EdgeSuite.CHAT)
                .header("X-Session-ID", session)
                .header("Authorization", "Bearer of the client")
                .header("X-Node-Key", "of the client")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
    }
}
