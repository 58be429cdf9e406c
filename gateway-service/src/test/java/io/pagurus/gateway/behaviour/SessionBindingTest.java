package io.pagurus.gateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** A session is for the principal that opened it. */
class SessionBindingTest {

    private static final String RULES =
            """
            callers:
              keys:
                alice: {secret: env:ALICE_KEY}
                bob: {secret: env:BOB_KEY}
            routes:
              - {name: open, match: {prefixes: [/open/]}}
              - name: talk
                match: {paths: [/v1/chat/completions]}
                turns: true
                access: {kind: api-key}
              - {name: others, access: {kind: api-key}}
            """;

    @Test
    void anotherPrincipalsTurnIsRefusedByTheGatewayThatKnowsTheOwner() {
        try (EdgeSuite suite = EdgeSuite.with().rules(RULES)) {
            // Given
            StandInNode node = suite.node("a");
            suite.send(turn(suite, "ALICE", "s1"));
            // When
            HttpResponse<String> response = suite.send(turn(suite, "BOB", "s1"));
            // Then
            assertThat(response.statusCode()).isEqualTo(403);
            assertThat(response.body())
                    .contains("urn:pagurus:problem:forbidden")
                    .doesNotContain("alice");
            assertThat(node.received()).hasSize(1);
            assertThat(suite.sessions.epoch("s1")).isEqualTo(1);
            assertThat(suite.send(turn(suite, "ALICE", "s1")).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void anotherPrincipalsTurnIsRefusedByAGatewayThatDoesNot() {
        try (EdgeSuite suite = EdgeSuite.with().rules(RULES);
                EdgeSuite other = suite.beside().rules(RULES)) {
            // Given
            StandInNode node = suite.node("a");
            other.register("a", node.port());
            suite.send(turn(suite, "ALICE", "s1"));
            // When
            HttpResponse<String> response = other.send(turn(other, "BOB", "s1"));
            // Then
            assertThat(response.statusCode()).isEqualTo(403);
            assertThat(node.received()).hasSize(1);
            assertThat(other.send(turn(other, "ALICE", "s1")).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void anotherPrincipalsSessionIsNotTakenOverWhenItsNodeHasGone() {
        try (EdgeSuite suite = EdgeSuite.with().rules(RULES)) {
            // Given
            StandInNode gone = suite.node("a");
            suite.sessions.own("s1", 3, "a");
            suite.sessions.belongs("s1", "alice");
            StandInNode node = suite.node("b");
            suite.eject(gone);
            // When
            HttpResponse<String> response = suite.send(turn(suite, "BOB", "s1"));
            // Then
            assertThat(response.statusCode()).isEqualTo(403);
            assertThat(suite.sessions.epoch("s1")).isEqualTo(3);
            assertThat(node.received()).isEmpty();
        }
    }

    @Test
    void aMovedSessionIsStillItsPrincipals() {
        try (EdgeSuite suite = EdgeSuite.with().rules(RULES)) {
            // Given
            StandInNode first = suite.node("a");
            StandInNode second = suite.node("b");
            suite.sessions.own("s1", 1, "a");
            suite.sessions.belongs("s1", "alice");
            suite.send(turn(suite, "ALICE", "s1"));
            suite.moved("s1", 2, first, second);
            // When, Then
            assertThat(suite.send(turn(suite, "BOB", "s1")).statusCode()).isEqualTo(403);
            assertThat(suite.send(turn(suite, "ALICE", "s1")).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void otherRequestsMayNotNameAnothersSessionEither() {
        try (EdgeSuite suite = EdgeSuite.with().rules(RULES)) {
            // Given
            StandInNode node = suite.node("a");
            suite.sessions.own("s1", 1, "a");
            suite.sessions.belongs("s1", "alice");
            // When
            HttpResponse<String> nobody =
                    suite.send(suite.request("/open/x").header("X-Session-ID", "s1").build());
            HttpResponse<String> bob = suite.send(get(suite, "BOB", "s1"));
            HttpResponse<String> alice = suite.send(get(suite, "ALICE", "s1"));
            // Then
            assertThat(nobody.statusCode()).isEqualTo(403);
            assertThat(bob.statusCode()).isEqualTo(403);
            assertThat(alice.statusCode()).isEqualTo(200);
            assertThat(node.received()).hasSize(1);
            assertThat(node.received().getFirst().header("X-Session-Epoch")).isEqualTo("1");
        }
    }

    @Test
    void aSessionThatNobodyHasOpenedMayBeNamedByAnybody() {
        try (EdgeSuite suite = EdgeSuite.with().rules(RULES)) {
            // Given
            StandInNode node = suite.node("a");
            // When
            HttpResponse<String> response = suite.send(get(suite, "BOB", "new"));
            // Then
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(node.received().getFirst().header("X-Session-ID")).isEqualTo("new");
        }
    }

    @Test
    void whileNobodyCanSayWhoseItIsARequestGoesOnWithoutItsName() {
        try (EdgeSuite suite = EdgeSuite.with().rules(RULES)) {
            // Given
            StandInNode node = suite.node("a");
            suite.sessions.own("s1", 1, "a");
            suite.sessions.belongs("s1", "alice");
            suite.sessions.away(true);
            // When
            HttpResponse<String> response = suite.send(get(suite, "BOB", "s1"));
            // Then
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(node.received().getFirst().headers().names())
                    .doesNotContain("X-Session-ID", "X-Session-Epoch");
        }
    }

    @Test
    void whoSignsInAsSomebodyElseLosesTheCookieAndNotTheWay() {
        try (EdgeSuite suite = EdgeSuite.with().rules(RULES)) {
            // Given
            suite.node("a");
            suite.send(turn(suite, "ALICE", "s1"));
            // When
            HttpResponse<String> response =
                    suite.send(
                            suite.request(EdgeSuite.CHAT)
                                    .header("X-API-Key", "secret of BOB_KEY")
                                    .header("Cookie", "session_id=s1")
                                    .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                    .build());
            // Then
            assertThat(response.statusCode()).isEqualTo(403);
            assertThat(response.headers().firstValue("Set-Cookie").orElseThrow())
                    .startsWith("session_id=; Path=/; Max-Age=0");
        }
    }

    @Test
    void aNodesOwnHeaderForSessionsCannotNameAnother() {
        try (EdgeSuite suite = EdgeSuite.with().rules(RULES)) {
            // Given
            StandInNode node = suite.node("a");
            // When
            suite.send(
                    suite.request("/x")
                            .header("X-API-Key", "secret of BOB_KEY")
                            .header("X-Session-ID", "bobs")
                            .header("x-openclaw-session-key", "alices")
                            .build());
            // Then
            assertThat(node.received().getFirst().header("x-openclaw-session-key"))
                    .isEqualTo("bobs");
        }
    }

    @Test
    void aWebSocketCannotNameAnotherSessionEither() {
        try (EdgeSuite suite = EdgeSuite.with().rules(RULES);
                SocketNode node = suite.socketNode("a")) {
            // Given
            String[] bob = {"X-API-Key", "secret of BOB_KEY"};
            // When
            SocketClient.open(
                    suite,
                    "/x",
                    bob[0],
                    bob[1],
                    "X-Session-ID",
                    "bobs",
                    "x-openclaw-session-key",
                    "alices",
                    "Mcp-Session-Id",
                    "alices");
            suite.sessions.away(true);
            SocketClient.open(suite, "/x", bob[0], bob[1], "x-openclaw-session-key", "alices");
            // Then
            MultiMap checked = node.handshakes().getFirst();
            assertThat(checked.getAll("X-Session-ID")).containsExactly("bobs");
            assertThat(checked.getAll("x-openclaw-session-key")).containsExactly("bobs");
            assertThat(checked.names()).doesNotContain("Mcp-Session-Id");
            assertThat(node.handshakes().getLast().names())
                    .doesNotContain("X-Session-ID", "x-openclaw-session-key");
        }
    }

    private static HttpRequest turn(EdgeSuite suite, String who, String session) {
        return suite.request(EdgeSuite.CHAT)
                .header("X-API-Key", "secret of " + who + "_KEY")
                .header("X-Session-ID", session)
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
    }

    private static HttpRequest get(EdgeSuite suite, String who, String session) {
        return suite.request("/v1/models")
                .header("X-API-Key", "secret of " + who + "_KEY")
                .header("X-Session-ID", session)
                .build();
    }
}
