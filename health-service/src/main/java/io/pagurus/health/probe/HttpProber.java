package io.pagurus.health.probe;

import io.pagurus.events.TopologyState.NodeState;
import io.pagurus.health.probe.ProbeOutcome.Failed;
import io.pagurus.health.probe.ProbeOutcome.Kind;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe; for virtual threads (blocks). Probes by {@code GET {url}{healthPath}}. The timeout
 * is over the whole exchange, connecting and reading the body included: a stopped process still
 * accepts connections, its kernel does that for it, and never answers.
 */
public final class HttpProber implements Prober, AutoCloseable {

    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .executor(Executors.newVirtualThreadPerTaskExecutor())
                    .build();
    private final LongSupplier nanos;
    private final long maxBody;

    public HttpProber(LongSupplier nanos, long maxBody) {
        this.nanos = nanos;
        this.maxBody = maxBody;
    }

    @Override
    public ProbeOutcome probe(NodeState node, Duration timeout) {
        long begun = nanos.getAsLong();
        CompletableFuture<HttpResponse<byte[]>> asked;
        try {
            asked = client.sendAsync(request(node), body());
        } catch (IllegalArgumentException _) {
            return new Failed(Kind.UNREACHABLE, "its URL cannot be asked", Duration.ZERO);
        }
        try {
            HttpResponse<byte[]> answer = asked.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return Readiness.judge(answer.statusCode(), answer.body(), node.region(), since(begun));
        } catch (TimeoutException _) {
            asked.cancel(true);
            String detail = "no answer within " + timeout.toMillis() + " ms";
            return new Failed(Kind.TIMEOUT, detail, since(begun));
        } catch (ExecutionException failed) {
            return failure(failed.getCause(), since(begun));
        } catch (InterruptedException _) {
            asked.cancel(true);
            Thread.currentThread().interrupt();
            return new Failed(Kind.BROKEN, "the probe was stopped", since(begun));
        }
    }

    private static HttpRequest request(NodeState node) {
        return HttpRequest.newBuilder(URI.create(node.url() + node.healthPath()))
                .header("Accept", "application/json")
                .GET()
                .build();
    }

    private BodyHandler<byte[]> body() {
        return BodyHandlers.limiting(BodyHandlers.ofByteArray(), maxBody);
    }

    private static Failed failure(@Nullable Throwable cause, Duration latency) {
        for (@Nullable Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof UnresolvedAddressException) {
                return new Failed(Kind.UNREACHABLE, "its host is unknown", latency);
            }
        }
        return cause instanceof ConnectException
                ? new Failed(Kind.UNREACHABLE, "connection refused", latency)
                : new Failed(Kind.BROKEN, "the connection broke", latency);
    }

    private Duration since(long begun) {
        return Duration.ofNanos(nanos.getAsLong() - begun);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
