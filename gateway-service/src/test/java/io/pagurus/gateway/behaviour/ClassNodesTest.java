package io.pagurus.gateway.behaviour;

import static io.pagurus.gateway.behaviour.StandInNode.answer;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** Urgent requests go to fast nodes, bulk to cheap ones, and each model to who serves it. */
class ClassNodesTest {

    private static final String RULES =
            """
            nodes:
              quick: {labels: [fast, gpu]}
              slow: {labels: [cheap]}
            models:
              - {name: small, input: 1, output: 1, latency: 900ms}
              - {name: large, input: 9, output: 9, latency: 200ms, nodes: gpu}
            classes:
              - {name: urgent, nodes: [fast]}
              - {name: bulk, nodes: [cheap]}
            routes:
              - name: chat
                match: {paths: [/v1/chat/completions]}
                turns: true
                class: {header: x-class}
                model: {default: small}
              - name: all
                class: {header: x-class}
            """;

    private static HttpRequest request(EdgeSuite edge, String requestClass) {
        return edge.request("/x").header("x-class", requestClass).build();
    }

    private static HttpRequest chat(EdgeSuite edge, String model) {
        return edge.request(EdgeSuite.CHAT)
                .POST(HttpRequest.BodyPublishers.ofString("{\"model\":\"" + model + "\"}"))
                .build();
    }

    @Test
    void eachClassHasItsNodes() {
        try (EdgeSuite edge = EdgeSuite.with().rules(RULES)) {
            // Given
            edge.node("quick").always(answer("quick"));
            edge.node("slow").always(answer("slow"));
            for (int i = 0; i < 10; i++) {
                // When
                HttpResponse<String> urgent = edge.send(request(edge, "urgent"));
                HttpResponse<String> bulk = edge.send(request(edge, "bulk"));
                // Then
                assertThat(urgent.body()).contains("quick");
                assertThat(bulk.body()).contains("slow");
            }
        }
    }

    @Test
    void anyNodeIsBetterThanNone() {
        try (EdgeSuite edge = EdgeSuite.with().rules(RULES)) {
            // Given
            edge.node("slow").always(answer("slow"));
            // When
            HttpResponse<String> urgent = edge.send(request(edge, "urgent"));
            // Then
            assertThat(urgent.body()).contains("slow");
        }
    }

    @Test
    void aModelGoesToWhoServesIt() {
        try (EdgeSuite edge = EdgeSuite.with().rules(RULES)) {
            // Given
            StandInNode quick = edge.node("quick").always(answer("quick"));
            edge.node("slow").always(answer("slow"));
            for (int i = 0; i < 10; i++) {
                // When
                HttpResponse<String> response = edge.send(chat(edge, "auto:fast"));
                // Then
                assertThat(response.body()).contains("quick");
            }
            assertThat(quick.received().getFirst().body()).isEqualTo("{\"model\":\"large\"}");
        }
    }

    @Test
    void anAliasMeansNoModelThatNobodyServes() {
        try (EdgeSuite edge = EdgeSuite.with().rules(RULES)) {
            // Given
            StandInNode slow = edge.node("slow").always(answer("slow"));
            // When
            edge.send(chat(edge, "auto:fast"));
            // Then
            assertThat(slow.received().getFirst().body()).isEqualTo("{\"model\":\"small\"}");
        }
    }

    @Test
    void aSessionsOwnerDecidesWhatAnAliasMayMean() {
        try (EdgeSuite edge = EdgeSuite.with().rules(RULES)) {
            // Given
            edge.node("quick").always(answer("quick"));
            StandInNode slow = edge.node("slow").always(answer("slow"));
            edge.sessions.own("s1", 1, "slow");
            edge.send(edge.turn("s1", "t1"));
            HttpRequest turn =
                    edge.request(EdgeSuite.CHAT)
                            .header("X-Session-ID", "s1")
                            .POST(HttpRequest.BodyPublishers.ofString("{\"model\":\"auto:fast\"}"))
                            .build();
            // When
            edge.send(turn);
            // Then
            assertThat(slow.received().getLast().body()).isEqualTo("{\"model\":\"small\"}");
        }
    }
}
