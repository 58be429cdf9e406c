package io.pagurus.gateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagurus.local.redis.LocalRedis;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** How often one principal may come. */
class RateLimitTest {

    private static final String RULES =
            """
            callers:
              keys:
                alice: {secret: env:ALICE_KEY}
                bob: {secret: env:BOB_KEY}
            routes:
              - name: tools
                match: {prefixes: [/tools]}
                access: {kind: api-key}
                rate-limit: {%s}
              - {name: open, match: {prefixes: [/open]}, rate-limit: {local: {requests: 1, per: 1h}}}
            """;

    private static final String LOCAL = "local: {requests: 2, per: 1h}";
    private static final String GLOBAL = "global: {requests: 3, per: 1h}";

    @Test
    void whoComesTooOftenIsToldWhenToComeAgain() {
        try (EdgeSuite suite = EdgeSuite.with().rules(RULES.formatted(LOCAL))) {
            // Given
            StandInNode node = suite.node("a");
            HttpResponse<String> first = suite.send(tool(suite, "ALICE"));
            suite.send(tool(suite, "ALICE"));
            // When
            HttpResponse<String> third = suite.send(tool(suite, "ALICE"));
            // Then
            assertThat(first.headers().firstValue("RateLimit")).contains("\"local\";r=1;t=1800");
            assertThat(first.headers().firstValue("RateLimit-Policy"))
                    .contains("\"local\";q=2;w=3600");
            assertThat(third.statusCode()).isEqualTo(429);
            assertThat(third.headers().firstValue("Retry-After")).contains("1800");
            JsonObject problem = new JsonObject(third.body());
            assertThat(problem.getString("type")).isEqualTo("urn:pagurus:problem:rate-limited");
            assertThat(problem.getBoolean("retryable")).isTrue();
            assertThat(suite.send(tool(suite, "BOB")).statusCode()).isEqualTo(200);
            assertThat(node.received()).hasSize(3);
        }
    }

    @Test
    void whoNeedNotSayWhoTheyAreAreCountedByTheirAddress() {
        try (EdgeSuite suite = EdgeSuite.with().rules(RULES.formatted(LOCAL))) {
            // Given
            suite.node("a");
            // When
            int first = suite.send(suite.request("/open").build()).statusCode();
            int second = suite.send(suite.request("/open").build()).statusCode();
            // Then
            assertThat(first).isEqualTo(200);
            assertThat(second).isEqualTo(429);
        }
    }

    @Test
    void allGatewaysCountTogether() {
        try (LocalRedis redis = LocalRedis.start();
                EdgeSuite here = EdgeSuite.over(redis, "access.redis-timeout", "5s");
                EdgeSuite there = here.beside()) {
            // Given
            StandInNode node = here.rules(RULES.formatted(GLOBAL)).node("a");
            there.rules(RULES.formatted(GLOBAL)).register("a", node.port());
            // When
            int first = here.send(tool(here, "ALICE")).statusCode();
            int second = there.send(tool(there, "ALICE")).statusCode();
            int third = here.send(tool(here, "ALICE")).statusCode();
            HttpResponse<String> fourth = there.send(tool(there, "ALICE"));
            HttpResponse<String> fifth = here.send(tool(here, "ALICE"));
            // Then
            assertThat(new int[] {first, second, third}).containsOnly(200);
            assertThat(fourth.statusCode()).isEqualTo(429);
            assertThat(fourth.headers().firstValue("RateLimit").orElseThrow())
                    .startsWith("\"global\";r=0;t=");
            assertThat(fifth.statusCode()).isEqualTo(429);
            assertThat(here.send(tool(here, "BOB")).statusCode()).isEqualTo(200);
            assertThat(redis.call("KEYS", "*"))
                    .contains("test:rate:tools:")
                    .doesNotContain("alice");
        }
    }

    @Test
    void theLocalLimitHoldsAloneWhileRedisIsAway() {
        try (LocalRedis redis = LocalRedis.start();
                EdgeSuite suite = EdgeSuite.over(redis, "access.redis-pause", "100ms")) {
            // Given
            suite.rules(RULES.formatted("local: {requests: 4, per: 1h}, " + GLOBAL)).node("a");
            suite.send(tool(suite, "ALICE"));
            redis.pause();
            // When
            int second = suite.send(tool(suite, "ALICE")).statusCode();
            int third = suite.send(tool(suite, "ALICE")).statusCode();
            int fourth = suite.send(tool(suite, "ALICE")).statusCode();
            HttpResponse<String> fifth = suite.send(tool(suite, "ALICE"));
            // Then
            assertThat(new int[] {second, third, fourth}).containsOnly(200);
            assertThat(fifth.statusCode()).isEqualTo(429);
            assertThat(fifth.headers().firstValue("RateLimit").orElseThrow())
                    .startsWith("\"local\"");
            redis.resume();
        }
    }

    @Test
    void aLimitOfNothingIsRefused() {
        try (EdgeSuite suite = EdgeSuite.with()) {
            assertThatThrownBy(() ->
                            suite.rules("routes: [{name: a, rate-limit: {local: {per: 1s}}}]"))
                    .hasMessageContaining("routes[0].rate-limit.local.requests");
        }
    }

    private static HttpRequest tool(EdgeSuite suite, String who) {
        return suite.request("/tools").header("X-API-Key", "secret of " + who + "_KEY").build();
    }
}
