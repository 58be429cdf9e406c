package io.pagurus.gateway.behaviour;

import static io.pagurus.gateway.behaviour.StandInNode.answer;
import static io.pagurus.gateway.behaviour.StandInNode.hang;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** Bulk leaves room for urgent. */
class ClassShareTest {

    private static final String RULES =
            """
            classes: [{name: bulk, share: 50}]
            routes: [{name: all, class: {header: x-class}}]
            """;

    private static HttpRequest request(EdgeSuite edge, String requestClass) {
        return edge.request("/x").header("x-class", requestClass).build();
    }

    @Test
    void bulkTakesNoMoreThanItsShareOfTheEdge() {
        try (EdgeSuite edge = EdgeSuite.with("edge.max-concurrent-requests", "4").rules(RULES)) {
            // Given
            StandInNode node = edge.node("n").next(hang()).next(hang()).always(answer("ok"));
            var _ = edge.sendAsync(request(edge, "bulk"));
            var _ = edge.sendAsync(request(edge, "bulk"));
            Await.until(() -> node.received().size() == 2);
            // When
            HttpResponse<String> bulk = edge.send(request(edge, "bulk"));
            HttpResponse<String> urgent = edge.send(request(edge, "urgent"));
            // Then
            assertThat(bulk.statusCode()).isEqualTo(503);
            assertThat(bulk.headers().firstValue("Retry-After")).isPresent();
            assertThat(urgent.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whatIsOverMakesRoomAgain() {
        try (EdgeSuite edge = EdgeSuite.with("edge.max-concurrent-requests", "2").rules(RULES)) {
            // Given
            edge.node("n").always(answer("ok"));
            // When
            HttpResponse<String> first = edge.send(request(edge, "bulk"));
            HttpResponse<String> second = edge.send(request(edge, "bulk"));
            // Then
            assertThat(first.statusCode()).isEqualTo(200);
            assertThat(second.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void bulkLeavesPlacesOfANodeToUrgent() {
        try (EdgeSuite edge =
                EdgeSuite.with()
                        .rules(
                                RULES
                                        + "limits: {node: {ceiling: 2, adaptive: false, queue: 9,"
                                        + " patience: 50ms}}\n")) {
            // Given
            StandInNode node = edge.node("n").next(hang()).always(answer("ok"));
            var _ = edge.sendAsync(request(edge, "bulk"));
            Await.until(() -> node.received().size() == 1);
            // When
            HttpResponse<String> bulk = edge.send(request(edge, "bulk"));
            HttpResponse<String> urgent = edge.send(request(edge, "urgent"));
            // Then
            assertThat(bulk.statusCode()).isEqualTo(503);
            assertThat(urgent.statusCode()).isEqualTo(200);
        }
    }
}
