package io.pagurus.gateway.behaviour;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe. Clients that ask without end: each again once it has been answered, and a little
 * later when it was refused. Bounded by the requests that they may ask in all.
 */
final class Crowd implements AutoCloseable {

    private static final int MOST_REQUESTS = 1_000_000;

    /** What is to be asked next. */
    @FunctionalInterface
    interface Script {
        HttpRequest.Builder request(int client, int number);
    }

    /** How long one answer took; only of those that were no refusals. */
    private final Queue<Long> nanos = new ConcurrentLinkedQueue<>();

    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();
    private final EdgeSuite suite;
    private final Script script;
    private final boolean mayBeRefused;
    private final Executor afterRefusal;
    private volatile boolean over;

    /**
     * Begins at once.
     *
     * @param restMillis how long a client rests after a 503, which is counted and not wrong; 0 when
     *     nobody may be refused
     */
    Crowd(EdgeSuite suite, int clients, long restMillis, Script script) {
        this.suite = suite;
        this.script = script;
        this.afterRefusal =
                restMillis > 0
                        ? CompletableFuture.delayedExecutor(restMillis, TimeUnit.MILLISECONDS)
                        : Runnable::run;
        this.mayBeRefused = restMillis > 0;
        waiting.set(clients);
        for (int client = 0; client < clients; client++) {
            ask(client, 0);
        }
    }

    private void ask(int client, int number) {
        if (over || asked.incrementAndGet() > MOST_REQUESTS) {
            waiting.decrementAndGet();
            return;
        }
        long begun = System.nanoTime();
        HttpRequest request =
                script.request(client, number).version(HttpClient.Version.HTTP_1_1).build();
        var _ =
                suite.sendAsync(request)
                        .whenComplete((response, error) -> {
                            boolean turnedAway =
                                    mayBeRefused
                                            && response != null
                                            && response.statusCode() == 503;
                            note(request, response, error, turnedAway, System.nanoTime() - begun);
                            if (turnedAway) {
                                afterRefusal.execute(() -> ask(client, number + 1));
                            } else {
                                ask(client, number + 1);
                            }
                        });
    }

    private void note(
            HttpRequest request,
            @Nullable HttpResponse<String> response,
            @Nullable Throwable error,
            boolean turnedAway,
            long took) {
        if (turnedAway) {
            refused.incrementAndGet();
        } else if (response != null && response.statusCode() == 200) {
            nanos.add(took);
            answered.incrementAndGet();
        } else {
            String how = response == null ? String.valueOf(error) : response.body();
            wrong.add(request.method() + " " + request.uri().getPath() + ": " + how);
        }
    }

    int answered() {
        return answered.get();
    }

    int refused() {
        return refused.get();
    }

    /** What was neither answered with 200 nor refused where that is allowed. */
    List<String> wrong() {
        return List.copyOf(wrong);
    }

    List<Long> nanos() {
        return new ArrayList<>(nanos);
    }

    /** Until so many more have been answered, or something went wrong. */
    Crowd awaitMore(int more) {
        int until = answered.get() + more;
        Await.until(() -> answered.get() >= until || !wrong.isEmpty());
        return this;
    }

    /** Nobody asks again, and all are answered. */
    @Override
    public void close() {
        over = true;
        Await.until(() -> waiting.get() == 0);
    }
}
