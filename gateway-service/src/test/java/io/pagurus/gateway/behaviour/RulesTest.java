package io.pagurus.gateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class RulesTest {

    private static final String ONE_ROUTE =
            """
            routes:
              - name: tools
                match: {prefixes: [/tools/], methods: [GET], headers: {x-team: blue}}
              - name: talk
                match: {paths: [/talk]}
                turns: true
            """;

    @Test
    void aRequestTakesTheFirstRouteThatIsForIt() {
        try (EdgeSuite suite = EdgeSuite.with().rules(ONE_ROUTE)) {
            // Given
            suite.node("a");
            // When
            HttpResponse<String> tool =
                    suite.send(suite.request("/tools/x").header("X-Team", "blue").build());
            HttpResponse<String> other =
                    suite.send(suite.request("/tools/x").header("X-Team", "red").build());
            HttpResponse<String> turn =
                    suite.send(
                            suite.request("/talk")
                                    .header("X-Session-ID", "s1")
                                    .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                    .build());
            // Then
            assertThat(tool.statusCode()).isEqualTo(200);
            assertThat(other.statusCode()).isEqualTo(404);
            assertThat(other.body()).contains("urn:pagurus:problem:no-route");
            assertThat(turn.headers().firstValue("X-Turn-ID")).isPresent();
        }
    }

    @Test
    void rulesThatCannotBeUsedChangeNothing() {
        try (EdgeSuite suite = EdgeSuite.with().rules(ONE_ROUTE)) {
            // Given
            suite.node("a");
            // When
            assertThatThrownBy(() -> suite.rules("routes: [{match: {paths: [talk]}}]"))
                    .hasMessageContaining("routes[0].name")
                    .hasMessageContaining("routes[0].match.paths");
            // Then
            assertThat(
                            suite.send(suite.request("/tools/x").header("X-Team", "blue").build())
                                    .statusCode())
                    .isEqualTo(200);
        }
    }
}
