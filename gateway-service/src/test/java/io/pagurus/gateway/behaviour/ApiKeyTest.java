package io.pagurus.gateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** Routes that ask for a key. A secret {@code env:X} of a suite is "secret of X". */
class ApiKeyTest {

    private static final String RULES =
            """
            callers:
              keys:
                alice: {secret: env:ALICE_KEY}
                alice-new: {secret: env:ALICE_NEW, principal: alice}
                bob: {secret: env:BOB_KEY}
            routes:
              - name: talk
                match: {paths: [/v1/chat/completions]}
                turns: true
                access: {kind: api-key}
              - name: admin
                match: {prefixes: [/ops/]}
                access: {kind: api-key, keys: [bob]}
              - name: others
            """;

    @Test
    void aTurnBelongsToTheKeysPrincipal() {
        try (EdgeSuite suite = EdgeSuite.with().rules(RULES)) {
            // Given
            StandInNode node = suite.node("a");
            // When
            HttpResponse<String> old =
                    suite.send(turn(suite, "Authorization", "Bearer secret of ALICE_KEY"));
            HttpResponse<String> next = suite.send(turn(suite, "X-API-Key", "secret of ALICE_NEW"));
            // Then
            assertThat(old.statusCode()).isEqualTo(200);
            assertThat(old.headers().firstValue("X-Turn-ID")).contains("alice~k1");
            assertThat(next.headers().firstValue("X-Turn-ID")).contains("alice~k1");
            assertThat(node.received())
                    .allSatisfy(r -> {
                        assertThat(r.headers().names())
                                .doesNotContain("Authorization", "X-API-Key");
                        assertThat(r.header("X-Turn-ID")).isEqualTo("alice~k1");
                    });
            assertThat(suite.sessions.grants().getFirst().getString("principal"))
                    .isEqualTo("alice");
        }
    }

    @Test
    void whoHasNoKeyIsAskedForOne() {
        try (EdgeSuite suite = EdgeSuite.with().rules(RULES)) {
            // Given
            StandInNode node = suite.node("a");
            // When
            HttpResponse<String> none = suite.send(turn(suite, "X-Mine", "1"));
            HttpResponse<String> wrong = suite.send(turn(suite, "X-API-Key", "secret of NOBODY"));
            // Then
            assertThat(none.statusCode()).isEqualTo(401);
            assertThat(none.headers().firstValue("WWW-Authenticate"))
                    .contains("Bearer realm=\"pagurus\"");
            assertThat(none.headers().firstValue("Content-Type"))
                    .contains("application/problem+json");
            JsonObject problem = new JsonObject(none.body());
            assertThat(problem.getString("type")).isEqualTo("urn:pagurus:problem:unauthorized");
            assertThat(problem.getString("field")).isEqualTo("Authorization");
            assertThat(problem.getString("expected")).contains("X-API-Key");
            assertThat(wrong.statusCode()).isEqualTo(401);
            assertThat(wrong.headers().firstValue("WWW-Authenticate").orElseThrow())
                    .contains("error=\"invalid_token\"");
            assertThat(wrong.body()).doesNotContain("NOBODY");
            assertThat(node.received()).isEmpty();
        }
    }

    @Test
    void whoIsKnownMayNotUseEveryRoute() {
        try (EdgeSuite suite = EdgeSuite.with().rules(RULES)) {
            // Given
            suite.node("a");
            // When
            HttpResponse<String> alice = suite.send(ops(suite, "secret of ALICE_KEY"));
            HttpResponse<String> bob = suite.send(ops(suite, "secret of BOB_KEY"));
            HttpResponse<String> open = suite.send(suite.request("/open").build());
            // Then
            assertThat(alice.statusCode()).isEqualTo(403);
            assertThat(alice.body()).contains("urn:pagurus:problem:forbidden");
            assertThat(bob.statusCode()).isEqualTo(200);
            assertThat(open.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void rulesForKeysThatCannotBeUsedSayWhatIsWrong() {
        try (EdgeSuite suite = EdgeSuite.with()) {
            assertThatThrownBy(() ->
                            suite.rules(
                                    """
                                    callers:
                                      keys:
                                        a: {secret: env:X}
                                        b: {principal: anonymous, secret: env:SOME_OTHER}
                                        c: {}
                                    routes:
                                      - {name: one, access: {kind: api-key, keys: [d]}}
                                      - {name: two, access: {kind: jwt}}
                                    """))
                    .hasMessageContaining("callers.keys.a.secret")
                    .hasMessageContaining("callers.keys.b.principal")
                    .hasMessageContaining("callers.keys.c.secret")
                    .hasMessageContaining("routes[0].access.keys")
                    .hasMessageContaining("routes[1].access.issuer");
        }
    }

    private static HttpRequest turn(EdgeSuite suite, String header, String value) {
        return suite.request(EdgeSuite.CHAT)
                .header(header, value)
                .header("X-Session-ID", "s1")
                .header("Idempotency-Key", "k1")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
    }

    private static HttpRequest ops(EdgeSuite suite, String key) {
        return suite.request("/ops/x").header("Authorization", "bearer " + key).build();
    }
}
