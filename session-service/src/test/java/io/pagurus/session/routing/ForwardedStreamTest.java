package io.pagurus.session.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.local.process.Patience;
import io.pagurus.session.wiring.LogLines;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stream of changes by way of an instance that does not serve the session. */
class ForwardedStreamTest {

    private static final String SESSION = "/v1/sessions/s1";
    private static final String CHANGES = SESSION + "/changes";

    private final Vertx vertx = Vertx.vertx();
    private final CompletableFuture<HttpServerResponse> stream = new CompletableFuture<>();
    private final AtomicInteger left = new AtomicInteger();
    private HttpClient reader;
    private int port;

    @BeforeEach
    void startServers() {
        reader = vertx.createHttpClient();
        TwoInstances instances =
                TwoInstances.start(
                        vertx,
                        owner(),
                        Map.of(
                                "pagurus.routing.deadline",
                                "300MS",
                                "pagurus.routing.stream-silence",
                                "3S"));
        port = instances.port();
    }

    @AfterEach
    void stopServers() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void eventsPassAsTheyComeThoughTheStreamIsQuietForLongerThanARequestMayTake() {
        // Given
        List<String> seen = new CopyOnWriteArrayList<>();
        HttpClientResponse answer = get(CHANGES);
        answer.handler(part -> seen.add(part.toString()));
        answer.resume();
        stream.join().write("data: 1\n\n");
        eventually(() -> seen.equals(List.of("data: 1\n\n")));
        // When
        waitMillis(1_000);
        stream.join().write("data: 2\n\n");
        // Then
        eventually(() -> seen.equals(List.of("data: 1\n\n", "data: 2\n\n")));
        assertThat(answer.getHeader("Content-Type")).isEqualTo("text/event-stream");
    }

    @Test
    void aReaderThatLeavesLeavesNoStreamBehind() {
        // Given
        HttpClientResponse answer = get(CHANGES);
        stream.join().write("data: 1\n\n");
        // When
        answer.request().connection().close();
        // Then
        eventually(() -> left.get() == 1);
    }

    @Test
    void aReaderThatLeavesInTheMiddleOfAnAnswerIsNoErrorAndEndsIt() {
        // Given
        HttpClientResponse answer = getWhenBegun(SESSION, "1");
        answer.exceptionHandler(_ -> {});
        try (LogLines log = LogLines.listen()) {
            // When
            answer.request().connection().close();
            // Then
            eventually(() -> {
                if (left.get() == 0) {
                    var _ = stream.join().write("more");
                }
                return left.get() == 1;
            });
            assertThat(log.soFar()).noneMatch(line -> line.matches("(?s)(WARN|ERROR|SEVERE).*"));
        }
    }

    @Test
    void anAnswerThatBreaksOffDoesNotEndLikeAWholeOne() {
        // Given
        CompletableFuture<Boolean> whole = new CompletableFuture<>();
        HttpClientResponse answer = getWhenBegun(SESSION, "half of it");
        answer.exceptionHandler(_ -> whole.complete(false));
        answer.endHandler(_ -> whole.complete(true));
        answer.resume();
        // When
        stream.join().reset();
        // Then
        assertThat(whole.orTimeout(10, TimeUnit.SECONDS).join()).isFalse();
    }

    @Test
    void aStreamThatGivesNoSignOfLifeIsGivenUp() {
        // Given
        AtomicInteger ended = new AtomicInteger();
        HttpClientResponse answer = get(CHANGES);
        answer.exceptionHandler(_ -> ended.incrementAndGet());
        answer.endHandler(_ -> ended.incrementAndGet());
        answer.resume();
        // When
        stream.join().write("data: 1\n\n");
        // Then
        eventually(() -> ended.get() > 0);
        eventually(() -> left.get() == 1);
    }

    @Test
    void theStreamOfAllIsAskedOfWhomeverIsAsked() {
        // Given
        HttpClientResponse answer = get("/v1/sessions/changes");
        // When
        answer.resume();
        // Then
        assertThat(answer.body().toCompletionStage().toCompletableFuture().join().toString())
                .isEqualTo("here");
    }

    private Router owner() {
        Router owner = Router.router(vertx);
        owner.route("/v1/sessions/s1*")
                .handler(context -> {
                    context.addEndHandler(_ -> left.incrementAndGet());
                    HttpServerResponse response = context.response();
                    response.putHeader("Content-Type", "text/event-stream").setChunked(true);
                    response.writeHead();
                    stream.complete(response);
                });
        return owner;
    }

    private HttpClientResponse get(String path) {
        return ask(path).join();
    }

    /** An answer that is no stream begins with its first part. */
    private HttpClientResponse getWhenBegun(String path, String part) {
        CompletableFuture<HttpClientResponse> answer = ask(path);
        var _ = stream.join().write(part);
        return answer.join();
    }

    private CompletableFuture<HttpClientResponse> ask(String path) {
        return reader.request(
                        new RequestOptions()
                                .setMethod(HttpMethod.GET)
                                .setHost("127.0.0.1")
                                .setPort(port)
                                .setURI(path))
                .compose(request -> request.send())
                .onSuccess(HttpClientResponse::pause)
                .toCompletionStage()
                .toCompletableFuture();
    }

    private void waitMillis(long millis) {
        vertx.timer(millis).toCompletionStage().toCompletableFuture().join();
    }

    private static void eventually(BooleanSupplier condition) {
        assertThat(Patience.of(Duration.ofSeconds(10)).until(condition)).isTrue();
    }
}
