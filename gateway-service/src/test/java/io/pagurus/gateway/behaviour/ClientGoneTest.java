package io.pagurus.gateway.behaviour;

import static io.pagurus.gateway.behaviour.StandInNode.hangingStream;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A client that does not wait for its answer. */
class ClientGoneTest {

    @Test
    void isNoFailureOfTheNode() throws Exception {
        try (EdgeSuite suite = EdgeSuite.with("stall-suspicion", "10s")) {
            // Given
            StandInNode node = suite.node("hk-1").always(hangingStream("a"));
            RawClient client = new RawClient(suite.port());
            client.send("POST /v1/chat/completions HTTP/1.1\nHost: e\nContent-Length: 2\n\n{}");
            client.readUntil("word");
            // When
            client.close();
            // Then
            Await.until(() -> node.connectionsClosed() == 1);
            Await.until(() ->
                    suite.meters
                                    .find("pagurus.gateway.requests")
                                    .tags("outcome", "client_gone")
                                    .timers()
                                    .size()
                            == 1);
            assertThat(suite.health.suspicions()).isEmpty();
            assertThat(node.received()).hasSize(1);
        }
    }
}
