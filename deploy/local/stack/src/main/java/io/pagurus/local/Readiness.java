package io.pagurus.local;

import io.pagurus.local.process.FreePorts;
import io.pagurus.local.redis.RedisPing;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Immutable; {@link #reached} blocks. How it shows that a process serves. */
sealed interface Readiness {

    /** Somebody accepts connections. */
    record Accepts(int port) implements Readiness {}

    /** A Redis that has loaded its data. */
    record Pongs(int port) implements Readiness {}

    /** A request is answered with 200. */
    record Answers(URI uri) implements Readiness {}

    /** Asks once. */
    default boolean reached() {
        return switch (this) {
            case Accepts(int port) -> FreePorts.answers(port);
            case Pongs(int port) -> RedisPing.answered(port);
            case Answers(URI uri) -> Http.ok(uri);
        };
    }

    /** The client for all of them. */
    final class Http {

        private static final Duration TIMEOUT = Duration.ofSeconds(2);
        private static final int OK = 200;
        private static final HttpClient CLIENT =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(TIMEOUT)
                        .build();

        private Http() {}

        private static boolean ok(URI uri) {
            HttpRequest request = HttpRequest.newBuilder(uri).timeout(TIMEOUT).build();
            try {
                return CLIENT.send(request, BodyHandlers.discarding()).statusCode() == OK;
            } catch (IOException _) {
                return false;
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }
}
