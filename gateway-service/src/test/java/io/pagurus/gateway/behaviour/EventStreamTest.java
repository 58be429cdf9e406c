package io.pagurus.gateway.behaviour;

import static io.pagurus.gateway.behaviour.RawNode.CLOSE;
import static io.pagurus.gateway.behaviour.StandInNode.event;
import static io.pagurus.gateway.behaviour.StandInNode.hang;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A stream of events that is no turn. */
class EventStreamTest {

    private static final String ASK = "GET /v1/events HTTP/1.1\nHost: e\n\n";
    private static final String HEAD =
            "HTTP/1.1 200 OK\nContent-Type: text/event-stream\nTransfer-Encoding: chunked\n\n";

    private static EdgeSuite edgeOf(RawNode node) {
        EdgeSuite suite = EdgeSuite.with("edge.event-loops", "1");
        suite.register("hk-1", node.port());
        return suite;
    }

    @Test
    void headComesBeforeTheFirstEventDoes() throws Exception {
        try (EdgeSuite suite = EdgeSuite.with();
                RawClient client = new RawClient(suite.port())) {
            // Given
            CompletableFuture<HttpServerResponse> asked = new CompletableFuture<>();
            suite.node("hk-1").always(r -> asked.complete(begin(r)));
            // When
            client.send(ASK);
            // Then
            assertThat(client.readUntil("\r\n\r\n")).contains("text/event-stream");
            var _ = asked.join().write(event("a"));
            assertThat(client.readUntil("\n\n\r\n")).contains(event("a"));
        }
    }

    @Test
    void comesWholeAndWithoutWhatIsBetweenNodeAndEdge() throws Exception {
        try (RawNode node =
                        new RawNode(
                                HEAD + "7;why=not\n:ok\n\n\n0009\nid: 1\n\n\n0\nX-Late: yes\n\n",
                                HEAD + "2\n:b\n0\n\n");
                EdgeSuite suite = edgeOf(node);
                RawClient client = new RawClient(suite.port())) {
            // When
            client.send(ASK);
            String first = client.readUntil("\r\n0\r\n\r\n");
            client.send(ASK);
            String second = client.readUntil("\r\n0\r\n\r\n");
            // Then
            assertThat(first).endsWith("\r\n\r\n10\r\n:ok\r\n\r\nid: 1\r\n\r\n\r\n0\r\n\r\n");
            assertThat(second).endsWith("\r\n\r\n2\r\n:b\r\n0\r\n\r\n");
            assertThat(node.connections()).as("good for the next request").isEqualTo(1);
        }
    }

    @Test
    void whoseChunksAreNoneIsCutAndNeverLooksWhole() throws Exception {
        try (RawNode node = new RawNode(HEAD + "3\n:ok\nZ\nrubbish\n0\n\n");
                EdgeSuite suite = edgeOf(node);
                RawClient client = new RawClient(suite.port())) {
            // When
            client.send(ASK);
            // Then
            assertThat(client.readAll()).contains(":ok").doesNotContain("rubbish", "0\r\n\r\n");
        }
    }

    @Test
    void whoseNodeDiesIsCutAndNeverLooksWhole() throws Exception {
        try (RawNode node = new RawNode(HEAD + "7\n:ok\n\n\n" + CLOSE);
                EdgeSuite suite = edgeOf(node);
                RawClient client = new RawClient(suite.port())) {
            // When
            client.send(ASK);
            // Then
            assertThat(client.readAll()).contains(":ok").doesNotContain("0\r\n\r\n");
        }
    }

    @Test
    void maySayNothingForLongerThanAnAnswerIsWaitedFor() throws Exception {
        try (EdgeSuite suite = EdgeSuite.with("stall-suspicion", "20ms", "silence-limit", "100ms");
                RawClient client = new RawClient(suite.port())) {
            // Given
            CompletableFuture<HttpServerResponse> stream = new CompletableFuture<>();
            suite.node("hk-1").next(r -> stream.complete(begin(r))).always(hang());
            client.send(ASK);
            client.readUntil("\r\n\r\n");
            // When
            int later = suite.send(suite.request("/v1/models").build()).statusCode();
            // Then
            assertThat(later).as("given up").isEqualTo(503);
            var _ = stream.join().write(event("a"));
            assertThat(client.readUntil("\n\n\r\n")).contains(event("a"));
        }
    }

    private static HttpServerResponse begin(HttpServerRequest request) {
        HttpServerResponse response =
                request.response().setChunked(true).putHeader("Content-Type", "text/event-stream");
        var _ = response.write(Buffer.buffer());
        return response;
    }
}
