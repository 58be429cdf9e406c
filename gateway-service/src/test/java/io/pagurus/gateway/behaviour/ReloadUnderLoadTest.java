package io.pagurus.gateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.gateway.routes.RulesFile;
import io.pagurus.gateway.rules.InvalidRulesException;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules change and nodes come and go while the edge has as much to do as it can. */
class ReloadUnderLoadTest {

    private static final int RELOADS = 100;
    private static final int READERS = 40;
    private static final int SPEAKERS = 8;
    private static final int SOCKETS = 20;
    private static final int STREAMS = 5;

    /** So many requests are answered between one change and the next. */
    private static final int BETWEEN = 20;

    private static final List<String> STRATEGIES =
            List.of("round-robin", "least-connections", "peak-ewma", "rendezvous", "power-of-two");

    @TempDir Path folder;

    @Test
    void reloadsAndEjectionsDropNoRequestAndNoWebSocket() throws Exception {
        long seed = Long.getLong("pagurus.seed", 20_261_129);
        Random random = new Random(seed);
        try (EdgeSuite suite = EdgeSuite.with();
                SocketNode steady = suite.socketNode("steady");
                SocketNode one = suite.socketNode("one");
                SocketNode two = suite.socketNode("two")) {
            // Given
            RulesFile file = suite.rulesIn(write(rules(random)));
            file.load();
            suite.health.says(node -> node.equals("steady") ? "healthy" : "ejected");
            Queue<HttpServerRequest> held = new ConcurrentLinkedQueue<>();
            List<SocketNode> nodes = List.of(steady, one, two);
            nodes.forEach(node -> node.answers(held::add));
            List<SocketClient> sockets = sockets(suite);
            List<CompletableFuture<HttpResponse<String>>> streams = streams(suite, held);
            nodes.forEach(node -> node.answers(soon(suite.vertx)));
            assertThat(nodes).as("have sockets").noneMatch(node -> node.opened().isEmpty());
            try (Crowd readers = new Crowd(suite, READERS, 0, (_, _) -> suite.request("/x"));
                    Crowd writers = new Crowd(suite, SPEAKERS, 0, (_, _) -> post(suite));
                    Crowd speakers = new Crowd(suite, SPEAKERS, 0, turns(suite))) {
                readers.awaitMore(BETWEEN);
                // When
                for (int i = 0; i < RELOADS && wrong(readers, writers, speakers).isEmpty(); i++) {
                    String left = random.nextBoolean() ? "one" : "two";
                    suite.eject(left);
                    reload(file, rules(random), random.nextBoolean());
                    sockets.get(i % SOCKETS).say("at " + i);
                    readers.awaitMore(BETWEEN);
                    suite.readmit(left);
                    speakers.awaitMore(BETWEEN / 2);
                }
                // Then
                assertThat(wrong(readers, writers, speakers)).as("seed %d", seed).isEmpty();
            }
            assertThat(sockets).noneMatch(SocketClient::ended);
            sockets.forEach(socket -> socket.say("still here"));
            sockets.forEach(
                    socket -> Await.until(() -> socket.texts().contains("echo still here")));
            Await.until(() ->
                    sockets.stream().mapToInt(s -> s.texts().size()).sum() == SOCKETS + RELOADS);
            held.forEach(stream -> stream.response().end(StandInNode.DONE));
            for (CompletableFuture<HttpResponse<String>> stream : streams) {
                assertThat(EdgeSuite.get(stream).body()).endsWith(StandInNode.DONE);
            }
        }
    }

    private static List<String> wrong(Crowd... crowds) {
        return Arrays.stream(crowds).flatMap(crowd -> crowd.wrong().stream()).toList();
    }

    /** What must not be done twice, and is no turn. */
    private static HttpRequest.Builder post(EdgeSuite suite) {
        return suite.request("/x").POST(HttpRequest.BodyPublishers.ofString("{}"));
    }

    /** Limits that have room for all clients at one node: what they refuse is no reload's doing. */
    private static String rules(Random random) {
        return """
        limits: {node: {ceiling: %d, floor: 60, adaptive: %b}}
        routes:
          - {name: talk, match: {paths: [/v1/chat/completions]}, turns: true}
          - {name: others, strategy: {kind: %s}}
        """
                .formatted(
                        60 + random.nextInt(40),
                        random.nextBoolean(),
                        STRATEGIES.get(random.nextInt(STRATEGIES.size())));
    }

    /** As an operator does it, or as the timer does that looks at the file. */
    private void reload(RulesFile file, String rules, boolean byOperator)
            throws IOException, InvalidRulesException {
        if (byOperator) {
            file.write(rules, "admin");
        } else {
            write(rules);
            file.lookAgain();
        }
    }

    private Path write(String rules) throws IOException {
        return Files.writeString(folder.resolve("rules.yaml"), rules);
    }

    private static List<SocketClient> sockets(EdgeSuite suite) {
        List<SocketClient> opened = new ArrayList<>();
        for (int i = 0; i < SOCKETS; i++) {
            opened.add(SocketClient.open(suite, "/"));
        }
        return opened;
    }

    /** Streams of events that have begun, and end when the test says so. */
    private static List<CompletableFuture<HttpResponse<String>>> streams(
            EdgeSuite suite, Queue<HttpServerRequest> held) {
        List<CompletableFuture<HttpResponse<String>>> begun = new ArrayList<>();
        for (int i = 0; i < STREAMS; i++) {
            begun.add(suite.sendAsync(suite.request("/events").build()));
        }
        Await.until(() -> held.size() == STREAMS);
        held.forEach(request -> StandInNode.hangingStream("one").with(request));
        Await.until(
                () -> Stream.of("steady", "one", "two").allMatch(node -> suite.places(node) == 0));
        return begun;
    }

    /** Late enough that there are always requests under way. */
    private static StandInNode.Deed soon(Vertx vertx) {
        return request ->
                request.body()
                        .onSuccess(_ ->
                                vertx.setTimer(20, _ -> StandInNode.answer("ok").with(request)));
    }

    /** Each client has a conversation of its own. */
    private static Crowd.Script turns(EdgeSuite suite) {
        return (client, number) ->
                suite.request(EdgeSuite.CHAT)
                        .header("X-Session-ID", "session-" + client)
                        .header("Idempotency-Key", "turn-" + number)
                        .POST(HttpRequest.BodyPublishers.ofString("{\"hello\":1}"));
    }
}
