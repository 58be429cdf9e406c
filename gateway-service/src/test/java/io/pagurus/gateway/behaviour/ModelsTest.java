package io.pagurus.gateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.pagurus.gateway.classes.Savings;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** Which model answers, and what that saves. */
class ModelsTest {

    private static final String RULES =
            """
            models:
              - {name: small, input: 1, output: 2, latency: 300ms}
              - {name: large, input: 10, output: 30, latency: 900ms}
              - {name: quick, input: 20, output: 60, latency: 100ms}
            classes:
              - {name: bulk, model: auto:cheap}
              - {name: urgent, model: auto:fast}
            routes:
              - name: chat
                match: {paths: [/v1/chat/completions]}
                turns: true
                class: {header: x-class, principals: {nobody: bulk}}
                model: {default: large}
            """;

    private static final StandInNode.Deed ANSWER =
            r ->
                    r.response()
                            .putHeader("Content-Type", "application/json")
                            .end(
                                    "{\"usage\":{\"prompt_tokens\":1000,\"completion_tokens\":"
                                            + "500}}");

    private static HttpRequest chat(EdgeSuite edge, String requestClass, String body) {
        return edge.request(EdgeSuite.CHAT)
                .header("x-class", requestClass)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    @Test
    void anAliasIsReplacedByTheModelThatIsMeant() {
        try (EdgeSuite edge = EdgeSuite.with().rules(RULES)) {
            // Given
            StandInNode node = edge.node("n").always(ANSWER);
            // When
            edge.send(chat(edge, "normal", "{\"model\":\"auto:cheap\", \"x\":1}"));
            edge.send(chat(edge, "normal", "{\"model\":\"auto:fast\"}"));
            edge.send(chat(edge, "normal", "{\"model\":\"other\"}"));
            edge.send(chat(edge, "normal", "not even JSON"));
            // Then
            assertThat(node.received())
                    .extracting(StandInNode.Received::body)
                    .containsExactly(
                            "{\"model\":\"small\", \"x\":1}",
                            "{\"model\":\"quick\"}",
                            "{\"model\":\"other\"}",
                            "not even JSON");
        }
    }

    @Test
    void whoNamesNoModelGetsTheOneOfTheClass() {
        try (EdgeSuite edge = EdgeSuite.with().rules(RULES)) {
            // Given
            StandInNode node = edge.node("n").always(ANSWER);
            // When
            edge.send(chat(edge, "bulk", "{\"x\":1}"));
            edge.send(chat(edge, "urgent", "{}"));
            edge.send(chat(edge, "normal", "{}"));
            // Then
            assertThat(node.received())
                    .extracting(StandInNode.Received::body)
                    .containsExactly(
                            "{\"model\":\"small\",\"x\":1}",
                            "{\"model\":\"quick\"}",
                            "{\"model\":\"large\"}");
        }
    }

    @Test
    void whatIsSavedAgainstTheUsualModelIsTold() {
        try (EdgeSuite edge = EdgeSuite.with().rules(RULES)) {
            // Given
            edge.node("n").always(ANSWER);
            // When
            edge.send(chat(edge, "bulk", "{}"));
            edge.send(chat(edge, "bulk", "{}"));
            // Then
            Savings.Sum sum = edge.savings.all().getFirst();
            assertThat(sum.model()).isEqualTo("small");
            assertThat(sum.className()).isEqualTo("bulk");
            assertThat(sum.requests()).isEqualTo(2);
            assertThat(sum.estimated()).isZero();
            assertThat(sum.inputTokens()).isEqualTo(2000);
            assertThat(sum.outputTokens()).isEqualTo(1000);
            // 2000 and 1000 tokens at 10 and 30 for a million, instead of at 1 and 2.
            assertThat(sum.savedMoney()).isCloseTo(0.05 - 0.004, offset(1e-9));
            assertThat(sum.savedMillis()).isEqualTo(1200);
            assertThat(edge.meters.get("pagurus.gateway.savings.money").gauge().value())
                    .isCloseTo(0.046, offset(1e-9));
        }
    }

    @Test
    void aClassThatThereIsNotIsRefused() {
        try (EdgeSuite edge = EdgeSuite.with().rules(RULES)) {
            // Given
            StandInNode node = edge.node("n").always(ANSWER);
            // When
            HttpResponse<String> response = edge.send(chat(edge, "royal", "{}"));
            // Then
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(response.body()).contains("x-class").contains("bulk");
            assertThat(node.received()).isEmpty();
        }
    }
}
