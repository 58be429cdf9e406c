package io.pagurus.gateway.behaviour;

import static io.pagurus.gateway.behaviour.StandInNode.hangingStream;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An edge that is told to stop. */
class LeavingTest {

    @Test
    void soonNobodyCanConnectAndWhatRunsEnds() throws Exception {
        try (EdgeSuite suite = EdgeSuite.with("edge.leave-notice", "50ms")) {
            // Given
            Promise<Void> release = Promise.promise();
            StandInNode node =
                    suite.node("hk-1")
                            .next(r -> release.future().onSuccess(_ -> r.response().end("done")));
            RawClient running = new RawClient(suite.port());
            running.send("GET /v1/models HTTP/1.1\nHost: e\n\n");
            Await.until(() -> node.received().size() == 1);
            // When
            Future<Void> stopped = suite.edge().stop(Duration.ofSeconds(10));
            // Then
            Await.until(() -> !canConnect(suite));
            release.complete();
            assertThat(running.readAll())
                    .startsWith("HTTP/1.1 200")
                    .containsIgnoringCase("connection: close")
                    .endsWith("done");
            Await.done(stopped);
        }
    }

    @Test
    void idleConnectionsEnd() throws Exception {
        try (EdgeSuite suite = EdgeSuite.with("edge.leave-notice", "50ms");
                SocketNode _ = suite.socketNode("hk-1");
                RawClient idle = new RawClient(suite.port())) {
            // Given
            SocketClient _ = SocketClient.open(suite, "/");
            idle.send("GET /health HTTP/1.1\nHost: e\n\n");
            idle.readUntil("}");
            // When
            Future<Void> _ = suite.edge().stop(Duration.ofSeconds(5));
            // Then
            assertThat(idle.readAll()).isEmpty();
        }
    }

    @Test
    void webSocketsAreSentAwayOneByOne() {
        try (EdgeSuite suite = EdgeSuite.with("edge.leave-notice", "1ms");
                SocketNode _ = suite.socketNode("hk-1")) {
            // Given
            List<SocketClient> clients =
                    IntStream.range(0, 20).mapToObj(_ -> SocketClient.open(suite, "/")).toList();
            // When
            Future<Void> stopped = suite.edge().stop(Duration.ofMillis(1500));
            // Then
            assertThat(clients.stream().map(SocketClient::end))
                    .allMatch(end -> end.matches("1012 reconnect after \\d+ ms"));
            List<Long> ends = clients.stream().map(SocketClient::endedAtMillis).sorted().toList();
            assertThat(ends.get(15) - ends.get(4)).isGreaterThan(200);
            Await.done(stopped);
        }
    }

    @Test
    void aHandshakeUnderWayIsAnsweredAndItsWebSocketSentAway() {
        try (EdgeSuite suite = EdgeSuite.with("edge.leave-notice", "1ms");
                SocketNode node = suite.socketNode("hk-1")) {
            // Given
            Promise<Void> release = Promise.promise();
            node.opensAfter(release.future());
            CompletableFuture<SocketClient> opening =
                    CompletableFuture.supplyAsync(() -> SocketClient.open(suite, "/"));
            Await.until(() -> node.asked() == 1);
            // When
            Future<Void> stopped = suite.edge().stop(Duration.ofMinutes(5));
            Await.until(() -> !canConnect(suite));
            release.complete();
            // Then
            assertThat(opening.join().end()).matches("1012 reconnect after \\d+ ms");
            Await.done(stopped);
        }
    }

    @Test
    void aConnectionWhoseHandshakeWasRefusedIsIdle() throws Exception {
        try (EdgeSuite suite = EdgeSuite.with("edge.leave-notice", "1ms");
                RawClient running = new RawClient(suite.port());
                RawClient refused = new RawClient(suite.port())) {
            // Given
            Promise<Void> release = Promise.promise();
            StandInNode node =
                    suite.node("hk-1")
                            .next(r -> release.future().onSuccess(_ -> r.response().end("done")));
            running.send("GET /v1/models HTTP/1.1\nHost: e\n\n");
            Await.until(() -> node.received().size() == 1);
            refused.send("GET / HTTP/1.1\nHost: e\nConnection: Upgrade\nUpgrade: websocket\n\n");
            assertThat(refused.readUntil("}")).startsWith("HTTP/1.1 4");
            // When
            Future<Void> stopped = suite.edge().stop(Duration.ofMinutes(5));
            // Then
            assertThat(refused.readAll()).isEmpty();
            release.complete();
            Await.done(stopped);
        }
    }

    @Test
    void streamsOfEventsEndWithAHintToComeBack() throws Exception {
        try (EdgeSuite suite = EdgeSuite.with("edge.leave-notice", "1ms");
                RawClient client = new RawClient(suite.port())) {
            // Given
            suite.node("hk-1").always(hangingStream("a"));
            client.send("GET /v1/events HTTP/1.1\nHost: e\n\n");
            client.readUntil("\n\n\r\n");
            // When
            Future<Void> stopped = suite.edge().stop(Duration.ofMillis(800));
            // Then
            String rest = client.readAll();
            assertThat(rest).containsPattern("retry: \\d+\n\n").endsWith("0\r\n\r\n");
            Await.done(stopped);
        }
    }

    @Test
    void http2ClientsAreToldAndTheirStreamsEnd() {
        try (EdgeSuite suite = EdgeSuite.with("edge.leave-notice", "50ms")) {
            // Given
            Promise<Void> release = Promise.promise();
            Promise<Void> told = Promise.promise();
            StandInNode node =
                    suite.node("hk-1")
                            .next(r -> release.future().onSuccess(_ -> r.response().end("done")));
            HttpClientRequest request =
                    Await.done(
                            suite.vertx
                                    .createHttpClient(
                                            new HttpClientOptions()
                                                    .setProtocolVersion(HttpVersion.HTTP_2)
                                                    .setHttp2ClearTextUpgrade(false))
                                    .request(HttpMethod.GET, suite.port(), "127.0.0.1", "/"));
            request.connection().goAwayHandler(_ -> told.tryComplete());
            // Asked for before the answer comes: what has ended has no body any more.
            Future<Buffer> body = request.send().compose(HttpClientResponse::body);
            Await.until(() -> node.received().size() == 1);
            // When
            Future<Void> stopped = suite.edge().stop(Duration.ofSeconds(10));
            // Then
            Await.done(told.future());
            release.complete();
            assertThat(Await.done(body).toString()).isEqualTo("done");
            Await.done(stopped);
        }
    }

    private static boolean canConnect(EdgeSuite suite) {
        try (RawClient _ = new RawClient(suite.port())) {
            return true;
        } catch (ConnectException refused) {
            return false;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
