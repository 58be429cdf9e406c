package io.pagurus.gateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Two gateways, one session-service. */
class OneOwnerTest {

    @Test
    void firstRequestsOfASessionAtTwoGatewaysAtOnceGetOneOwner() {
        try (EdgeSuite here = EdgeSuite.with();
                EdgeSuite there = here.beside()) {
            // Given
            List<StandInNode> nodes = new ArrayList<>();
            for (String id : List.of("a", "b", "c", "d")) {
                StandInNode node = here.node(id);
                there.register(id, node.port());
                nodes.add(node);
            }
            for (int i = 0; i < 20; i++) {
                String session = "s" + i;
                // When
                CompletableFuture<HttpResponse<String>> one =
                        here.sendAsync(here.turn(session, "t1"));
                CompletableFuture<HttpResponse<String>> two =
                        there.sendAsync(there.turn(session, "t2"));
                // Then
                assertThat(EdgeSuite.get(one).statusCode()).isEqualTo(200);
                assertThat(EdgeSuite.get(two).statusCode()).isEqualTo(200);
                assertThat(here.sessions.epoch(session)).isEqualTo(1);
                assertThat(nodes.stream().filter(node -> served(node, session)).count())
                        .isEqualTo(1);
            }
        }
    }

    private static boolean served(StandInNode node, String session) {
        return node.received().stream().anyMatch(r -> r.header("X-Session-ID").equals(session));
    }
}
