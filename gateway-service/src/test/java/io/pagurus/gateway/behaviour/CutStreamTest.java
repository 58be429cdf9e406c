package io.pagurus.gateway.behaviour;

import static io.pagurus.gateway.behaviour.StandInNode.DONE;
import static io.pagurus.gateway.behaviour.StandInNode.cutStream;
import static io.pagurus.gateway.behaviour.StandInNode.event;
import static io.pagurus.gateway.behaviour.StandInNode.problem;
import static io.pagurus.gateway.behaviour.StandInNode.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A streamed turn whose node dies in the middle of it. */
class CutStreamTest {

    @Test
    void isContinuedWithoutASeamWhereTheReplayBeginsAlike() {
        try (EdgeSuite suite = EdgeSuite.with()) {
            // Given
            suite.node("hk-1").always(cutStream("a", "b"));
            suite.node("hk-2").always(stream("a", "b", "c"));
            suite.sessions.own("s1", 1, "hk-1");
            suite.health.says("ejected");
            // When
            HttpResponse<String> response = suite.send(suite.turn("s1", "t1"));
            // Then
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
            assertThat(response.body()).isEqualTo(event("a") + event("b") + event("c") + DONE);
        }
    }

    @Test
    void isRestartedByAnEventWhereTheReplayDiffers() {
        try (EdgeSuite suite = EdgeSuite.with()) {
            // Given
            suite.node("hk-1").always(cutStream("a", "b"));
            suite.node("hk-2").always(stream("a", "x", "y"));
            suite.sessions.own("s1", 1, "hk-1");
            suite.health.says("ejected");
            // When
            HttpResponse<String> response = suite.send(suite.turn("s1", "t1"));
            // Then
            assertThat(response.body())
                    .isEqualTo(
                            event("a")
                                    + event("b")
                                    + "event: turn.restarted\ndata: {\"turnId\":\"anonymous~t1\"}\n\n"
                                    + event("a")
                                    + event("x")
                                    + event("y")
                                    + DONE);
        }
    }

    @Test
    void endsInAnErrorEventWhereTheReplayDiffersAndThePolicySaysSo() {
        try (EdgeSuite suite = EdgeSuite.with("replay.on-divergence", "error-event")) {
            // Given
            suite.node("hk-1").always(cutStream("a", "b"));
            suite.node("hk-2").always(stream("x", "y"));
            suite.sessions.own("s1", 1, "hk-1");
            suite.health.says("ejected");
            // When
            HttpResponse<String> response = suite.send(suite.turn("s1", "t1"));
            // Then
            assertThat(response.body())
                    .startsWith(event("a") + event("b") + "event: error\ndata: {")
                    .contains("urn:pagurus:problem:stream-lost")
                    .doesNotContain("\"x\"")
                    .doesNotContain("[DONE]");
        }
    }

    @Test
    void endsInAnErrorEventWhereMoreWasDeliveredThanIsKept() {
        try (EdgeSuite suite = EdgeSuite.with("replay.max-delivered", "30")) {
            // Given
            suite.node("hk-1").always(cutStream("a", "b", "c"));
            StandInNode other = suite.node("hk-2");
            suite.sessions.own("s1", 1, "hk-1");
            suite.health.says("ejected");
            // When
            HttpResponse<String> response = suite.send(suite.turn("s1", "t1"));
            // Then
            assertThat(response.body())
                    .startsWith(event("a") + event("b") + event("c") + "event: error\n");
            assertThat(other.received()).isEmpty();
        }
    }

    @Test
    void tellsTheNodesProblemAsAnEventWhenTheReplayIsRefused() {
        try (EdgeSuite suite = EdgeSuite.with()) {
            // Given
            suite.node("hk-1").always(cutStream("a"));
            suite.node("hk-2").always(problem(409, "uncertain", false));
            suite.sessions.own("s1", 1, "hk-1");
            suite.health.says("ejected");
            // When
            HttpResponse<String> response = suite.send(suite.turn("s1", "t1"));
            // Then
            assertThat(response.body())
                    .startsWith(event("a") + "event: error\n")
                    .contains("urn:pagurus:problem:uncertain");
        }
    }

    @Test
    void survivesSeveralCutsInARow() {
        try (EdgeSuite suite = EdgeSuite.with()) {
            // Given
            suite.node("hk-1")
                    .next(cutStream("a"))
                    .next(cutStream("a", "b"))
                    .next(cutStream())
                    .next(cutStream("a", "b", "c"))
                    .always(stream("a", "b", "c", "d"));
            suite.health.says("healthy");
            // When
            HttpResponse<String> response = suite.send(suite.turn("s1", "t1"));
            // Then
            assertThat(response.body())
                    .isEqualTo(event("a") + event("b") + event("c") + event("d") + DONE);
        }
    }

    @Test
    void thatOnlyTheClosedConnectionEndsIsCompleteWithItsDoneAlone() {
        try (EdgeSuite suite = EdgeSuite.with()) {
            // Given
            AtomicInteger connections = new AtomicInteger();
            NetServer old =
                    suite.vertx
                            .createNetServer()
                            .connectHandler(socket -> {
                                String end =
                                        connections.incrementAndGet() == 1 ? "" : event("b") + DONE;
                                socket.handler(
                                        _ -> socket.end(Buffer.buffer(OLD + event("a") + end)));
                            });
            Await.done(old.listen(0, "127.0.0.1"));
            suite.register("hk-1", old.actualPort());
            // When
            HttpResponse<String> response = suite.send(suite.turn("s1", "t1"));
            // Then
            assertThat(response.body()).isEqualTo(event("a") + event("b") + DONE);
            assertThat(connections).hasValue(2);
        }
    }

    private static final String OLD = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";
}
