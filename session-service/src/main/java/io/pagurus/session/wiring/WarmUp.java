package io.pagurus.session.wiring;

import io.pagurus.session.routing.Forwarding;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * {@link #run()} is confined to one thread, which it blocks; {@link #close()} is thread-safe. Calls
 * this instance itself before it has anything to serve: what answers a request and checks a token
 * is some 500 classes, and the first commit that comes to an instance that joins among busy ones
 * would wait seconds for them.
 *
 * <p>The calls are refused, as nobody signed their token; so they need no right to anything, and
 * change nothing.
 */
final class WarmUp implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(WarmUp.class.getName());
    private static final int ROUNDS = 3;
    private static final int UNAUTHORIZED = 401;
    private static final long LOOK_AGAIN_NANOS = Duration.ofMillis(20).toNanos();

    /** As many as a signature with an RSA key of 2048 bits has. */
    private static final int SIGNATURE_BYTES = 256;

    private final HttpClient client;
    private final String url;
    private final String issuer;
    private final Duration most;
    private volatile boolean closed;

    /**
     * @param url where the other instances reach this one
     * @param issuer of the tokens that this instance takes
     * @param most how long to try; what is not done by then stays cold
     */
    WarmUp(Vertx vertx, String url, String issuer, Duration most) {
        this.client =
                vertx.createHttpClient(
                        new HttpClientOptions().setConnectTimeout((int) most.toMillis()));
        this.url = url;
        this.issuer = issuer;
        this.most = most;
    }

    /** Returns when the calls are answered, or when it takes too long. */
    void run() {
        long endNanos = System.nanoTime() + most.toNanos();
        int answered = 0;
        try {
            while (answered < ROUNDS && !closed && System.nanoTime() - endNanos < 0) {
                if (isRefused(endNanos)) {
                    answered++;
                } else {
                    // The server opens its port last of all.
                    LockSupport.parkNanos(LOOK_AGAIN_NANOS);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException cannot) {
            // Closed meanwhile, or a URL that is none: an instance that is cold is better than
            // none.
            LOG.log(System.Logger.Level.INFO, "not warmed up: {0}", cannot.toString());
        } finally {
            close();
        }
    }

    /** Ends what is under way. */
    @Override
    public void close() {
        closed = true;
        var _ = client.close();
    }

    private boolean isRefused(long endNanos) throws InterruptedException {
        long leftMillis = Math.max(1, (endNanos - System.nanoTime()) / 1_000_000);
        RequestOptions options =
                new RequestOptions()
                        .setAbsoluteURI(url + Forwarding.OWN_STREAM)
                        .setTimeout(leftMillis)
                        .putHeader("Authorization", "Bearer " + unsignedToken());
        try {
            return client.request(options)
                            .compose(request -> request.send().compose(WarmUp::whole))
                            .toCompletionStage()
                            .toCompletableFuture()
                            .get(leftMillis, TimeUnit.MILLISECONDS)
                    == UNAUTHORIZED;
        } catch (ExecutionException | TimeoutException _) {
            return false;
        }
    }

    private static io.vertx.core.Future<Integer> whole(HttpClientResponse answer) {
        return answer.end().map(_ -> answer.statusCode());
    }

    /** Well formed, so that all of it is looked at. */
    private String unsignedToken() {
        return part("{\"alg\":\"RS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8))
                + "."
                + part("{\"iss\":\"%s\"}".formatted(issuer).getBytes(StandardCharsets.UTF_8))
                + "."
                + part(new byte[SIGNATURE_BYTES]);
    }

    private static String part(byte[] content) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(content);
    }
}
