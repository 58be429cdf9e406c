package io.pagurus.session.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.local.process.FreePorts;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An instance calls itself before it joins: until that is answered, or for a limited time. */
final class WarmUpTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    private final Vertx vertx = Vertx.vertx();
    private final int port = FreePorts.find(1).getFirst();
    private final List<String> tokens = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private WarmUp warmUp(Duration most) {
        return new WarmUp(vertx, "http://127.0.0.1:" + port, "pagurus", most);
    }

    private void serve(int status) {
        HttpServer server = vertx.createHttpServer();
        server.requestHandler(request -> answer(request, status));
        server.listen(port, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
    }

    private void answer(HttpServerRequest request, int status) {
        tokens.add(request.getHeader("Authorization"));
        request.response().setStatusCode(status).end();
    }

    @Test
    void callsUntilItIsRefusedThreeTimes() {
        serve(401);
        warmUp(LONG).run();
        assertThat(tokens).hasSize(3).allMatch(token -> token.split("\\.", -1).length == 3);
    }

    @Test
    void waitsForAServerThatOpensItsPortLater() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        Thread.ofVirtual()
                .start(() -> {
                    warmUp(LONG).run();
                    done.countDown();
                });
        serve(401);
        done.await();
        assertThat(tokens).hasSize(3);
    }

    @Test
    void givesUpInTime() {
        serve(500);
        warmUp(Duration.ofMillis(200)).run();
        assertThat(tokens).isNotEmpty();
    }

    @Test
    void letsAnInstanceJoinThatCannotCallItself() {
        // What it throws would end the thread that joins.
        new WarmUp(vertx, "no-url", "pagurus", LONG).run();
        WarmUp closed = warmUp(LONG);
        closed.close();
        closed.run();
        assertThat(tokens).isEmpty();
    }

    @Test
    void endsWhenItIsClosed() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        HttpServer silent = vertx.createHttpServer();
        silent.requestHandler(_ -> asked.countDown());
        silent.listen(port, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
        WarmUp warmUp = warmUp(LONG);
        Thread run = Thread.ofVirtual().start(warmUp::run);
        asked.await();
        warmUp.close();
        run.join();
        assertThat(run.isAlive()).isFalse();
    }
}
