package io.pagurus.gateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A path that nodes may read in another way than the edge, which leads past no route's rules. */
class AmbiguousPathTest {

    private static final String RULES =
            """
            callers: {keys: {ci: {secret: env:CI_KEY}}}
            routes:
              - {name: talk, match: {paths: [/v1/chat/completions]}, turns: true}
              - {name: tools, match: {prefixes: [/tools/]}, access: {kind: api-key}}
              - {name: one, match: {paths: [/one/x]}, access: {kind: api-key}}
              - {name: others}
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%74ools/x",
                "//tools/x",
                "/./tools/x",
                "/x/../tools/x",
                "/x/%2e%2e/tools/x",
                "/x/..%2Ftools/x",
                "/\\tools/x",
                "/;a/tools/x",
                "/tools/x/../../x",
                "/y/../x",
                "/x/../tools/a%2f..%2f..%2fb",
                "//tools/..%2fb",
                "//tools/;",
                "/one/x;%2Fy",
                "//v1/chat/completions",
                "/v1/chat/%63ompletions"
            })
    void isRefusedWhereAnotherRouteWouldBeRight(String path) throws Exception {
        try (EdgeSuite suite = EdgeSuite.with().rules(RULES);
                RawClient client = new RawClient(suite.port())) {
            // Given
            StandInNode node = suite.node("a");
            // When
            client.send("GET " + path + "?q=1 HTTP/1.1\nHost: e\nConnection: close\n\n");
            // Then
            assertThat(client.readAll()).contains(" 400 ").contains("request-target");
            assertThat(node.received()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/models/org%2Fname",
                "/files//a",
                "/a;v=1/b",
                "/x?to=/../tools/%74",
                "/.well-known/agent.json",
                "/100%25"
            })
    void reachesTheNodeAsItCameWhereNoneWould(String path) throws Exception {
        try (EdgeSuite suite = EdgeSuite.with().rules(RULES);
                RawNode node = new RawNode("HTTP/1.1 200 OK\nContent-Length: 2\n\nok");
                RawClient client = new RawClient(suite.port())) {
            // Given
            suite.register("a", node.port());
            // When
            client.send("GET " + path + " HTTP/1.1\nHost: e\nConnection: close\n\n");
            // Then
            assertThat(client.readAll()).contains(" 200 ");
            assertThat(node.heads().getFirst()).startsWith("GET " + path + " HTTP/1.1\r\n");
        }
    }
}
