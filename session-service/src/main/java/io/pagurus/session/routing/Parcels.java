package io.pagurus.session.routing;

import io.pagurus.events.DirectoryEvent.PartitionServed;
import io.pagurus.session.journal.SessionTable;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe; a {@link Deadline} blocks, the rest does not. Calls about many sessions, taken apart
 * by the instances that serve them. What is sent on is marked, and nobody sends it on once more.
 */
public final class Parcels {

    private static final int OK = 200;
    private static final Duration CONNECT = Duration.ofSeconds(1);

    private final HttpClient client;
    private final SessionTable sessions;
    private final PartitionDirectory directory;
    private final String instance;
    private final RoutingSettings settings;
    private final Semaphore room;

    public Parcels(
            Vertx vertx,
            SessionTable sessions,
            PartitionDirectory directory,
            String instance,
            RoutingSettings settings) {
        this.client =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setMaxPoolSize(settings.connections())
                                .setMaxWaitQueueSize(settings.maxForwarded())
                                .setConnectTimeout((int) CONNECT.toMillis()));
        this.sessions = sessions;
        this.directory = directory;
        this.instance = instance;
        this.settings = settings;
        this.room = new Semaphore(settings.maxForwarded());
    }

    public boolean isServedHere(String sessionId) {
        return sessions.journal()
                .map(journal -> sessions.serves(journal.of(sessionId)))
                .orElse(false);
    }

    /** The address of the other instance that serves a session; empty when it is not known. */
    public Optional<String> elsewhere(String sessionId) {
        return isServedHere(sessionId)
                ? Optional.empty()
                : sessions.journal()
                        .flatMap(journal -> directory.at(journal.of(sessionId)))
                        .filter(served -> !served.instance().equals(instance))
                        .map(PartitionServed::url);
    }

    /**
     * Sends a part on.
     *
     * @param authorization the caller's own; null when it has none
     * @return the body of the answer, never a failure; empty when there was none, or not in time
     */
    public CompletableFuture<Optional<Buffer>> send(
            String url, Buffer body, @Nullable String authorization) {
        if (!room.tryAcquire()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        RequestOptions options =
                new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setTimeout(settings.deadline().toMillis())
                        .setAbsoluteURI(url)
                        .putHeader("Content-Type", "application/json")
                        .putHeader(Forwarding.FORWARDED, instance);
        if (authorization != null) {
            options.putHeader("Authorization", authorization);
        }
        return client.request(options)
                // The body is asked for where the head comes: here, the answer might be over by
                // then.
                .compose(request -> request.send(body).compose(Parcels::body))
                .toCompletionStage()
                .toCompletableFuture()
                .handle((answer, failed) -> {
                    room.release();
                    return failed == null ? answer : Optional.empty();
                });
    }

    private static io.vertx.core.Future<Optional<Buffer>> body(HttpClientResponse answer) {
        return answer.body()
                .map(body -> answer.statusCode() == OK ? Optional.of(body) : Optional.empty());
    }

    /** Begins the time in which a partition may come to somebody. */
    public Deadline deadline() {
        return new Deadline();
    }

    /** Confined to one call; blocks. */
    public final class Deadline {

        private final long endNanos = System.nanoTime() + settings.partsDeadline().toNanos();

        private Deadline() {}

        /** Waits a moment; false when there is no more time. */
        public boolean anotherLook() {
            if (System.nanoTime() - endNanos > 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(settings.lookAgain().toNanos());
            return true;
        }
    }
}
