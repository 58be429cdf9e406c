package io.pagurus.gateway.behaviour;

import static io.pagurus.gateway.behaviour.StandInNode.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Clients that come back to their node, though nobody owns anything. */
class AffinityTest {

    /** The stand-in secret has 32 characters with such a name. */
    private static final String COOKIE =
            """
            affinity-cookie: {keys: [{secret: env:A_COOKIE_KEY_OF_THIS_EDGE}], ttl: 2h}
            """;

    private static final String ONLY =
            """
            routes:
              - {name: mcp, match: {prefixes: [/mcp]}, affinity: {only: true, order: [%s]}}
              - {name: talk, match: {paths: [/v1/chat/completions]}, turns: true}
            """;

    @Test
    void aClientWithTheCookieStaysAtItsNode() {
        try (EdgeSuite suite = three(COOKIE + ONLY.formatted("session, cookie"))) {
            // Given
            HttpResponse<String> first = suite.send(suite.request("/mcp").build());
            String cookie = cookie(first);
            // When
            for (int i = 0; i < 10; i++) {
                HttpResponse<String> next =
                        suite.send(suite.request("/mcp").header("Cookie", cookie).build());
                // Then
                assertThat(next.body()).isEqualTo(first.body());
                assertThat(next.headers().firstValue("Set-Cookie")).isEmpty();
            }
        }
    }

    @Test
    void aForgedCookieIsNone() {
        try (EdgeSuite suite = three(COOKIE + ONLY.formatted("cookie"))) {
            // Given
            String cookie = cookie(suite.send(suite.request("/mcp").build()));
            String forged = cookie.replaceFirst("v1/[a-c]/", "v1/z/");
            Set<String> nodes = new HashSet<>();
            // When
            for (int i = 0; i < 60; i++) {
                HttpResponse<String> response =
                        suite.send(suite.request("/mcp").header("Cookie", forged).build());
                nodes.add(response.body());
                // Then
                assertThat(response.statusCode()).isEqualTo(200);
                assertThat(cookie(response)).doesNotContain("/z/");
            }
            assertThat(nodes).hasSize(3);
        }
    }

    @Test
    void aClientWhoseNodeHasGoneIsToldOfItsNextOne() {
        try (EdgeSuite suite = EdgeSuite.with().rules(COOKIE + ONLY.formatted("cookie"))) {
            // Given
            StandInNode a = suite.node("a");
            String cookie = cookie(suite.send(suite.request("/mcp").build()));
            suite.node("b").always(answer("b"));
            suite.eject(a);
            // When
            HttpResponse<String> response =
                    suite.send(suite.request("/mcp").header("Cookie", cookie).build());
            // Then
            assertThat(response.body()).contains("b");
            assertThat(cookie(response)).contains("v1/b/");
        }
    }

    @Test
    void theSameKeyGoesToTheSameNodeThoughNodesJoin() {
        try (EdgeSuite suite = three(ONLY.formatted("session, address"))) {
            // Given
            String before = suite.send(mcp(suite, "conversation-1")).body();
            for (int i = 0; i < 10; i++) {
                suite.node("joined-" + i).always(answer("joined-" + i));
            }
            // When
            Set<String> nodes = new HashSet<>();
            for (int i = 0; i < 20; i++) {
                nodes.add(suite.send(mcp(suite, "conversation-1")).body());
            }
            // Then
            assertThat(nodes).containsExactly(before);
            assertThat(suite.sessions.authorizations()).isEmpty();
        }
    }

    @Test
    void nothingExpiresUnderAnOpenStream() {
        try (EdgeSuite suite =
                EdgeSuite.with("affinity.placements-kept", "1ms")
                        .rules(COOKIE.replace("2h", "1s") + ONLY.formatted("session, cookie"))) {
            // Given
            StandInNode a = suite.node("a").always(answer("a"));
            String cookie = cookie(suite.send(suite.request("/mcp").build()));
            for (String id : new String[] {"b", "c", "d", "e"}) {
                suite.node(id).always(answer(id));
            }
            a.next(StandInNode.hangingStream("one"));
            CompletableFuture<HttpResponse<String>> stream =
                    suite.sendAsync(suite.request("/mcp").header("Cookie", cookie).build());
            Await.until(() -> suite.count("pagurus.gateway.relay.bytes", "to", "client") > 20);
            // When
            moreThanItsTime();
            HttpResponse<String> late =
                    suite.send(suite.request("/mcp").header("Cookie", cookie).build());
            // Then
            assertThat(stream).isNotDone();
            assertThat(late.body()).contains("\"a\"");
            assertThat(cookie(late)).contains("v1/a/");
        }
    }

    @Test
    void nothingExpiresUnderAnOpenWebSocket() {
        try (EdgeSuite suite =
                        EdgeSuite.with("affinity.placements-kept", "1ms")
                                .rules(
                                        COOKIE.replace("2h", "1s")
                                                + ONLY.formatted("session, cookie"));
                SocketNode a = suite.socketNode("a").answers(answer("a"))) {
            // Given
            String cookie = cookie(suite.send(suite.request("/mcp").build()));
            SocketClient.open(suite, "/mcp", "Cookie", cookie);
            List<String> sessions = List.of("s1", "s2", "s3", "s4", "s5", "s6");
            sessions.forEach(id -> SocketClient.open(suite, "/mcp", "Mcp-Session-Id", id));
            for (String id : new String[] {"b", "c", "d", "e"}) {
                suite.node(id).always(answer(id));
            }
            // When
            moreThanItsTime();
            HttpResponse<String> late =
                    suite.send(suite.request("/mcp").header("Cookie", cookie).build());
            // Then
            assertThat(late.body()).contains("\"a\"");
            assertThat(cookie(late)).contains("v1/a/");
            assertThat(sessions)
                    .allMatch(id -> suite.send(mcp(suite, id)).body().contains("\"a\""));
            assertThat(a.closes()).isEmpty();
        }
    }

    /** Of a cookie that is good for a second. */
    private static void moreThanItsTime() {
        long end = System.nanoTime() + 2_500_000_000L;
        Await.until(() -> System.nanoTime() > end);
    }

    @Test
    void aNewSessionBeginsWhereItsClientWasBefore() {
        try (EdgeSuite suite = three(COOKIE + ONLY.formatted("cookie"))) {
            // Given
            HttpResponse<String> before = suite.send(suite.request("/mcp").build());
            // When
            for (int i = 0; i < 5; i++) {
                HttpRequest turn =
                        suite.request(EdgeSuite.CHAT)
                                .header("X-Session-ID", "s" + i)
                                .header("Cookie", cookie(before))
                                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                .build();
                // Then
                assertThat(suite.send(turn).body()).isEqualTo(before.body());
            }
        }
    }

    @Test
    void rulesThatCannotBeUsedSayWhatIsWrong() {
        try (EdgeSuite suite = EdgeSuite.with()) {
            assertThatThrownBy(() ->
                            suite.rules(
                                    """
                                    affinity-cookie: {keys: [{secret: env:SHORT}]}
                                    routes:
                                      - name: one
                                        turns: true
                                        affinity: {only: true, order: [sessions]}
                                    """))
                    .hasMessageContaining("affinity-cookie.keys")
                    .hasMessageContaining("routes[0].affinity.only")
                    .hasMessageContaining("routes[0].affinity.order");
        }
    }

    @Test
    void aSessionThatANodeHasOpenedIsFoundAtIt() {
        try (EdgeSuite suite = EdgeSuite.with().rules(ONLY.formatted("session"))) {
            // Given nodes that open sessions and know their own alone
            AtomicInteger opened = new AtomicInteger();
            for (String id : List.of("a", "b", "c")) {
                suite.node(id)
                        .always(r -> {
                            boolean opens = r.getHeader("Mcp-Session-Id") == null;
                            if (opens) {
                                String session = id + "-" + opened.incrementAndGet();
                                r.response().putHeader("Mcp-Session-Id", session);
                            }
                            r.response().end(id);
                        });
            }
            for (int i = 0; i < 12; i++) {
                HttpResponse<String> first = suite.send(suite.request("/mcp").build());
                String session = first.headers().firstValue("Mcp-Session-Id").orElseThrow();
                // When
                HttpResponse<String> next = suite.send(mcp(suite, session));
                // Then
                assertThat(next.body()).isEqualTo(first.body());
            }
        }
    }

    private static EdgeSuite three(String rules) {
        EdgeSuite suite = EdgeSuite.with().rules(rules);
        for (String id : new String[] {"a", "b", "c"}) {
            suite.node(id).always(answer(id));
        }
        return suite;
    }

    private static HttpRequest mcp(EdgeSuite suite, String session) {
        return suite.request("/mcp").header("Mcp-Session-Id", session).build();
    }

    private static String cookie(HttpResponse<String> response) {
        String set =
                response.headers().allValues("Set-Cookie").stream()
                        .filter(each -> each.startsWith("srv_id="))
                        .findFirst()
                        .orElseThrow();
        assertThat(set).contains("; HttpOnly; SameSite=Lax");
        return set.substring(0, set.indexOf(';'));
    }
}
