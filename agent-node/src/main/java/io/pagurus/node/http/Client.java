package io.pagurus.node.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Confined to the request's virtual thread, which may block. Whom an answer goes to: each write
 * waits until the connection has taken it, so that at most one is in memory for a slow reader, and
 * one that takes too long is cut off.
 */
final class Client {

    /** Immutable. What came of a write. */
    enum Write {
        TAKEN,
        GONE,
        TOO_SLOW
    }

    private static final String RETRY_AFTER_SECONDS = "1";

    private final HttpServerResponse response;
    private final Duration patience;

    Client(HttpServerResponse response, Duration patience) {
        this.response = response;
        this.patience = patience;
    }

    Write answer(int status, String contentType, byte[] body) {
        response.setStatusCode(status).putHeader("Content-Type", contentType);
        return await(response.end(Buffer.buffer(body)));
    }

    Write answer(Problem problem) {
        if (problem.status() == 503) {
            response.putHeader("Retry-After", RETRY_AFTER_SECONDS);
        }
        return answer(problem.status(), Problem.CONTENT_TYPE, problem.bytes());
    }

    void openStream() {
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-cache");
    }

    Write write(String events) {
        return await(response.write(Buffer.buffer(events)));
    }

    Write endStream() {
        return await(response.end());
    }

    /** Ends the connection without ending the answer, so that nobody takes it for whole. */
    void reset() {
        response.reset();
    }

    private Write await(Future<Void> written) {
        try {
            written.toCompletionStage()
                    .toCompletableFuture()
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return Write.TAKEN;
        } catch (ExecutionException _) {
            return Write.GONE;
        } catch (TimeoutException _) {
            response.reset();
            return Write.TOO_SLOW;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Write.GONE;
        }
    }
}
