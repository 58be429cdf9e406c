package io.pagurus.gateway.behaviour;

import static io.pagurus.gateway.behaviour.RawNode.CLOSE;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** What becomes of a connection to a node, by how the node ends its answer. */
class NodeConnectionTest {

    private static final String FINE = "HTTP/1.1 200 OK\nContent-Length: 4\n\nfine";

    private static HttpResponse<String> get(EdgeSuite suite) {
        return suite.send(
                suite.request("/v1/models").version(HttpClient.Version.HTTP_1_1).GET().build());
    }

    private static EdgeSuite edgeOf(RawNode node) {
        // One event loop: each has connections of its own.
        EdgeSuite suite = EdgeSuite.with("edge.event-loops", "1");
        suite.register("hk-1", node.port());
        return suite;
    }

    @Test
    void isUsedAgainAfterAWholeAnswer() throws Exception {
        try (RawNode node = new RawNode(FINE, FINE);
                EdgeSuite suite = edgeOf(node)) {
            // When
            get(suite);
            HttpResponse<String> second = get(suite);
            // Then
            assertThat(second.body()).isEqualTo("fine");
            assertThat(node.connections()).isEqualTo(1);
        }
    }

    @Test
    void isUsedAgainAfterAnAnswerToHeadThatNamesALength() throws Exception {
        try (RawNode node = new RawNode("HTTP/1.1 200 OK\nContent-Length: 4\n\n", FINE);
                EdgeSuite suite = edgeOf(node)) {
            // Given
            HttpRequest head =
                    suite.request("/v1/models")
                            .method("HEAD", HttpRequest.BodyPublishers.noBody())
                            .build();
            // When
            HttpResponse<String> first = suite.send(head);
            HttpResponse<String> second = get(suite);
            // Then
            assertThat(first.headers().firstValue("Content-Length")).contains("4");
            assertThat(second.body()).isEqualTo("fine");
            assertThat(node.connections()).isEqualTo(1);
        }
    }

    @Test
    void isNotUsedAgainWhenTheNodeSaysSo() throws Exception {
        try (RawNode node =
                        new RawNode(
                                "HTTP/1.1 200 OK\nConnection: close\nContent-Length: 4\n\nfine",
                                FINE);
                EdgeSuite suite = edgeOf(node)) {
            // When
            get(suite);
            HttpResponse<String> second = get(suite);
            // Then
            assertThat(second.body()).isEqualTo("fine");
            assertThat(node.connections()).isEqualTo(2);
        }
    }

    @Test
    void thatSaidMoreThanItWasAskedIsNotUsedAgain() throws Exception {
        try (RawNode node = new RawNode(FINE + FINE, FINE);
                EdgeSuite suite = edgeOf(node)) {
            // When
            get(suite);
            HttpResponse<String> second = get(suite);
            // Then
            assertThat(second.body()).isEqualTo("fine");
            assertThat(node.connections()).isEqualTo(2);
        }
    }

    @Test
    void endsAnAnswerThatNamesNoLength() throws Exception {
        try (RawNode node = new RawNode("HTTP/1.1 200 OK\n\nto the end" + CLOSE);
                EdgeSuite suite = edgeOf(node)) {
            // When
            HttpResponse<String> response = get(suite);
            // Then
            assertThat(response.body()).isEqualTo("to the end");
        }
    }

    @Test
    void mayCarryWordsBeforeTheAnswer() throws Exception {
        try (RawNode node = new RawNode("HTTP/1.1 103 Early Hints\nLink: </a>\n\n" + FINE);
                EdgeSuite suite = edgeOf(node)) {
            // When
            HttpResponse<String> response = get(suite);
            // Then
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo("fine");
        }
    }

    @Test
    void thatCarriesNoHttpIsANodeFailure() throws Exception {
        try (RawNode node = new RawNode("SSH-2.0 hello\n\n", "SSH\n\n", "SSH\n\n", "SSH\n\n");
                EdgeSuite suite = edgeOf(node)) {
            // When
            HttpResponse<String> response =
                    suite.send(
                            suite.request("/v1/files")
                                    .POST(HttpRequest.BodyPublishers.ofString("data"))
                                    .build());
            // Then
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(node.heads().getFirst())
                    .containsIgnoringCase("host: 127.0.0.1:" + node.port())
                    .containsIgnoringCase("content-length: 4");
        }
    }
}
