package io.pagurus.gateway.behaviour;

import static io.pagurus.gateway.behaviour.StandInNode.answer;
import static io.pagurus.gateway.behaviour.StandInNode.hangingStream;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What each class of request does when no node can take it. */
class FleetDownTest {

    private static final String RULES =
            """
            routes:
              - {name: fast, match: {paths: [/fast]}, when-down: {policy: fail-fast}}
              - {name: queue, match: {paths: [/queue]}, when-down: {policy: queue, patience: %s}}
              - {name: park, match: {paths: [/park]}, when-down: {policy: park, patience: 20s}}
            """;

    @Test
    void oneIsToldAtOnceTheOthersWait() {
        try (EdgeSuite suite = EdgeSuite.with().rules(RULES.formatted("20s"))) {
            // Given no node
            // When
            HttpResponse<String> fast = suite.send(suite.request("/fast").build());
            var queued = suite.sendAsync(suite.request("/queue").build());
            var parked = suite.sendAsync(suite.request("/park").build());
            // Then
            assertThat(fast.statusCode()).isEqualTo(503);
            assertThat(fast.headers().firstValue("Retry-After")).isPresent();
            suite.node("a");
            assertThat(EdgeSuite.get(queued).statusCode()).isEqualTo(200);
            assertThat(EdgeSuite.get(parked).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aClassMayDoOtherwiseThanItsRoute() {
        String rules =
                """
                classes:
                  - {name: bulk, when-down: {policy: fail-fast}}
                routes:
                  - name: all
                    class: {header: x-pagurus-class}
                    when-down: {policy: park, patience: 20s}
                """;
        try (EdgeSuite suite = EdgeSuite.with().rules(rules)) {
            // Given no node
            // When
            HttpResponse<String> bulk =
                    suite.send(suite.request("/x").header("x-pagurus-class", "bulk").build());
            var normal = suite.sendAsync(suite.request("/x").build());
            // Then
            assertThat(bulk.statusCode()).isEqualTo(503);
            suite.node("a");
            assertThat(EdgeSuite.get(normal).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whoComesLaterDoesNotOvertakeWhoQueues() {
        try (EdgeSuite suite = EdgeSuite.with().rules(RULES.formatted("20s"))) {
            // Given no node
            var first = suite.sendAsync(suite.request("/queue?first").build());
            Await.until(() -> !suite.rooms().isEmpty());
            // When
            StandInNode node = suite.node("a");
            var second = suite.sendAsync(suite.request("/queue?second").build());
            // Then
            assertThat(EdgeSuite.get(first).statusCode()).isEqualTo(200);
            assertThat(EdgeSuite.get(second).statusCode()).isEqualTo(200);
            assertThat(node.received())
                    .map(StandInNode.Received::uri)
                    .containsExactly("/queue?first", "/queue?second");
            assertThat(suite.rooms().isEmpty()).isTrue();
        }
    }

    @Test
    void whoHasFoundANodeIsInTheQueueNoMore() {
        try (EdgeSuite suite = EdgeSuite.with().rules(RULES.formatted("20s"))) {
            // Given a stream that began in the queue, and is open still
            var stream = suite.sendAsync(suite.request("/queue").build());
            Await.until(() -> !suite.rooms().isEmpty());
            StandInNode node = suite.node("a").next(hangingStream("hello")).always(answer("ok"));
            Await.until(() -> node.received().size() == 1);
            // When
            HttpResponse<String> next = suite.send(suite.request("/queue").build());
            // Then
            assertThat(next.body()).contains("ok");
            assertThat(suite.rooms().isEmpty()).isTrue();
            assertThat(stream.isDone()).isFalse();
        }
    }

    @Test
    void whoseTurnDidNotComeIsToldItsPosition() {
        try (EdgeSuite suite = EdgeSuite.with().rules(RULES.formatted("300ms"))) {
            // Given no node
            // When
            List<CompletableFuture<HttpResponse<String>>> sent = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                sent.add(suite.sendAsync(suite.request("/queue").build()));
            }
            // Then
            assertThat(sent)
                    .map(EdgeSuite::get)
                    .allSatisfy(r -> assertThat(r.statusCode()).isEqualTo(503))
                    .map(r -> new JsonObject(r.body()).getInteger("position"))
                    .allSatisfy(position -> assertThat(position).isBetween(1, 3));
        }
    }
}
