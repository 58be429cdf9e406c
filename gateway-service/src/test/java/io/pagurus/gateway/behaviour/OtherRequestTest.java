package io.pagurus.gateway.behaviour;

import static io.pagurus.gateway.behaviour.StandInNode.answer;
import static io.pagurus.gateway.behaviour.StandInNode.reset;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** Requests that are no turns. */
class OtherRequestTest {

    @Test
    void areRelayedAsTheyAre() {
        try (EdgeSuite suite = EdgeSuite.with()) {
            // Given
            StandInNode node =
                    suite.node("hk-1")
                            .always(r ->
                                    r.response().setStatusCode(201).setChunked(true).end("made"));
            HttpRequest post =
                    suite.request("/v1/files?x=%20y")
                            .POST(HttpRequest.BodyPublishers.ofString("data"))
                            .build();
            // When
            HttpResponse<String> response = suite.send(post);
            // Then
            assertThat(response.statusCode()).isEqualTo(201);
            assertThat(response.body()).isEqualTo("made");
            assertThat(node.received().getFirst().uri()).isEqualTo("/v1/files?x=%20y");
            assertThat(node.received().getFirst().body()).isEqualTo("data");
            assertThat(suite.sessions.grants()).isEmpty();
        }
    }

    @Test
    void followTheSessionThatTheyName() {
        try (EdgeSuite suite = EdgeSuite.with()) {
            // Given
            suite.node("hk-1").always(answer("one"));
            suite.node("hk-2").always(answer("two"));
            suite.sessions.own("s1", 1, "hk-2");
            suite.sessions.own("s2", 1, "hk-1");
            suite.send(suite.turn("s1", "t1"));
            suite.send(suite.turn("s2", "t1"));
            // When
            HttpResponse<String> first = suite.send(get(suite, "s1"));
            HttpResponse<String> second = suite.send(get(suite, "s2"));
            // Then
            assertThat(first.body()).contains("two");
            assertThat(second.body()).contains("one");
        }
    }

    @Test
    void areSentToAnotherNodeWhenTheyMayBeRepeated() {
        try (EdgeSuite suite = EdgeSuite.with()) {
            // Given
            StandInNode one = suite.node("hk-1").next(reset()).always(answer("fine"));
            StandInNode two = suite.node("hk-2").next(reset()).always(answer("fine"));
            // When
            HttpResponse<String> response = suite.send(suite.request("/v1/models").GET().build());
            // Then
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(one.received().size() + two.received().size()).isEqualTo(3);
        }
    }

    @Test
    void areNotRepeatedWhenTheyMayHaveDoneSomething() {
        try (EdgeSuite suite = EdgeSuite.with()) {
            // Given
            StandInNode one = suite.node("hk-1").always(reset());
            StandInNode two = suite.node("hk-2").always(reset());
            HttpRequest post =
                    suite.request("/v1/files")
                            .POST(HttpRequest.BodyPublishers.ofString("data"))
                            .build();
            // When
            HttpResponse<String> response = suite.send(post);
            // Then
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(new JsonObject(response.body()).getBoolean("retryable")).isFalse();
            assertThat(one.received().size() + two.received().size()).isEqualTo(1);
        }
    }

    @Test
    void ofHealthAreTheEdgesOwn() {
        try (EdgeSuite suite = EdgeSuite.with()) {
            // Given
            StandInNode node = suite.node("hk-1");
            // When
            HttpResponse<String> response = suite.send(suite.request("/health").GET().build());
            // Then
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo("{\"ready\":true,\"region\":\"hk\"}");
            assertThat(node.received()).isEmpty();
        }
    }

    private static HttpRequest get(EdgeSuite suite, String session) {
        return suite.request("/v1/models").header("X-Session-ID", session).GET().build();
    }
}
