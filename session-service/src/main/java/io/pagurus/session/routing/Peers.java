package io.pagurus.session.routing;

import io.pagurus.events.DirectoryEvent.PartitionServed;
import io.pagurus.session.journal.JournalPartitions;
import io.pagurus.session.journal.SessionTable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Thread-safe; blocks, so it is called on virtual threads. What all other instances are asked. */
public final class Peers {

    private static final int OK = 200;

    private final HttpClient client;
    private final SessionTable sessions;
    private final PartitionDirectory directory;
    private final String instance;
    private final Duration timeout;

    public Peers(
            Vertx vertx,
            SessionTable sessions,
            PartitionDirectory directory,
            String instance,
            RoutingSettings settings) {
        this.client =
                vertx.createHttpClient(
                        new HttpClientOptions().setMaxPoolSize(settings.connections()));
        this.sessions = sessions;
        this.directory = directory;
        this.instance = instance;
        this.timeout = settings.deadline();
    }

    /**
     * Asks every other instance that serves partitions.
     *
     * @param authorization the caller's own; null when it has none
     * @return the bodies of the answers; empty when one of them did not answer
     */
    public Optional<List<Buffer>> ask(String pathAndQuery, @Nullable String authorization) {
        Set<String> urls = new HashSet<>();
        for (PartitionServed served : directory.all().values()) {
            if (!served.instance().equals(instance) && !sessions.serves(served.partition())) {
                urls.add(served.url());
            }
        }
        List<Future<Buffer>> asked =
                urls.stream().map(url -> ask(url + pathAndQuery, authorization, timeout)).toList();
        List<Buffer> answers = new ArrayList<>();
        try {
            for (Future<Buffer> answer : asked) {
                answers.add(
                        answer.toCompletionStage()
                                .toCompletableFuture()
                                .get(timeout.toMillis(), TimeUnit.MILLISECONDS));
            }
            return Optional.of(answers);
        } catch (ExecutionException | TimeoutException _) {
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private Future<Buffer> ask(String url, @Nullable String authorization, Duration patience) {
        RequestOptions options =
                new RequestOptions()
                        .setMethod(HttpMethod.GET)
                        .setTimeout(patience.toMillis())
                        .setAbsoluteURI(url);
        if (authorization != null) {
            options.putHeader("Authorization", authorization);
        }
        options.putHeader(Forwarding.FORWARDED, instance);
        // The body is asked for where the head comes: from here, the answer might be over by then.
        return client.request(options).compose(request -> request.send().compose(Peers::body));
    }

    private static Future<Buffer> body(HttpClientResponse answer) {
        return answer.statusCode() == OK
                ? answer.body()
                : Future.failedFuture("status " + answer.statusCode());
    }

    /** Whether the partitions are all that there are. */
    public boolean isAll(Set<Integer> partitions) {
        int count = sessions.journal().map(JournalPartitions::count).orElse(Integer.MAX_VALUE);
        return count != Integer.MAX_VALUE
                && IntStream.range(0, count).allMatch(partitions::contains);
    }
}
