package io.pagurus.gateway.behaviour;

import static io.pagurus.gateway.behaviour.StandInNode.answer;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** A session that nobody has asked for before. */
class NewSessionTest {

    @Test
    void isOwnedByTheNodeThatItIsSentTo() {
        try (EdgeSuite suite = EdgeSuite.with()) {
            // Given
            StandInNode node = suite.node("hk-1").always(answer("hi"));
            // When
            HttpResponse<String> response = suite.send(suite.turn("s1", "t1"));
            // Then
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo("{\"answer\":\"hi\"}");
            assertThat(response.headers().firstValue("X-Session-ID")).contains("s1");
            assertThat(response.headers().firstValue("X-Turn-ID")).contains("anonymous~t1");
            assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
            assertThat(suite.sessions.owner("s1")).isEqualTo("hk-1");
            assertThat(suite.sessions.authorizations()).containsOnly("Bearer t0ken");
            StandInNode.Received received = node.received().getFirst();
            assertThat(received.header("X-Session-ID")).isEqualTo("s1");
            assertThat(received.header("X-Session-Epoch")).isEqualTo("1");
            assertThat(received.header("X-Turn-ID")).isEqualTo("anonymous~t1");
            assertThat(received.body()).isEqualTo("{\"hello\":1}");
        }
    }

    @Test
    void isAskedForOnceAndThenFollowedFromMemory() {
        try (EdgeSuite suite = EdgeSuite.with()) {
            // Given
            StandInNode node = suite.node("hk-1");
            suite.send(suite.turn("s1", "t1"));
            // When
            suite.send(suite.turn("s1", "t2"));
            // Then
            assertThat(suite.sessions.grants()).hasSize(1);
            assertThat(node.received()).hasSize(2);
        }
    }

    @Test
    void isMintedAndToldToTheClientWhenItHasNoName() {
        try (EdgeSuite suite = EdgeSuite.with()) {
            // Given
            suite.node("hk-1");
            HttpRequest nameless =
                    suite.request(EdgeSuite.CHAT)
                            .POST(HttpRequest.BodyPublishers.ofString("{}"))
                            .build();
            // When
            HttpResponse<String> response = suite.send(nameless);
            // Then
            String session = response.headers().firstValue("X-Session-ID").orElseThrow();
            assertThat(session).startsWith("minted-");
            assertThat(response.headers().firstValue("Set-Cookie"))
                    .contains("session_id=" + session + "; Path=/; HttpOnly; SameSite=Lax");
        }
    }

    @Test
    void openedEarlierIsFollowedToItsOwner() {
        try (EdgeSuite suite = EdgeSuite.with()) {
            // Given
            suite.node("hk-1").always(answer("one"));
            suite.node("hk-2").always(answer("two"));
            suite.sessions.own("s1", 4, "hk-2");
            suite.sessions.own("s2", 7, "hk-1");
            // When
            HttpResponse<String> first = suite.send(suite.turn("s1", "t1"));
            HttpResponse<String> second = suite.send(suite.turn("s2", "t1"));
            // Then
            assertThat(first.body()).contains("two");
            assertThat(second.body()).contains("one");
        }
    }

    @Test
    void whoseOwnerIsOutOfRotationIsTakenOver() {
        try (EdgeSuite suite = EdgeSuite.with()) {
            // Given
            StandInNode dead = suite.node("hk-1");
            StandInNode alive = suite.node("hk-2").always(answer("two"));
            suite.sessions.own("s1", 4, "hk-1");
            suite.eject(dead);
            // When
            HttpResponse<String> response = suite.send(suite.turn("s1", "t1"));
            // Then
            assertThat(response.body()).contains("two");
            assertThat(suite.sessions.epoch("s1")).isEqualTo(5);
            assertThat(alive.received().getFirst().header("X-Session-Epoch")).isEqualTo("5");
            assertThat(dead.received()).isEmpty();
        }
    }
}
