package io.pagurus.session.view;

import io.pagurus.redis.RedisFailure;
import io.pagurus.redis.RedisTrouble;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe; blocks for at most its timeout, so it is called on virtual threads or a thread of
 * its own. The only way to Redis. Remembers whether it was there the last time, so that nobody
 * waits for a Redis that is known to be away. How it comes back is the client's matter.
 */
final class RedisLink {

    private static final System.Logger LOG = System.getLogger(RedisLink.class.getName());

    private final Redis redis;
    private final long timeoutMillis;
    private volatile boolean away;

    /** What the log was told last; null when it was told that Redis is there. */
    private final AtomicReference<@Nullable Told> told = new AtomicReference<>();

    /** Immutable. What is wrong, and since when anything is. */
    private record Told(RedisTrouble trouble, long sinceNanos) {}

    RedisLink(Redis redis, Duration timeout) {
        this.redis = redis;
        this.timeoutMillis = timeout.toMillis();
    }

    /** Sends questions in one pipeline; in a Cluster, one to each node that has keys of them. */
    RedisReply send(List<Request> questions) {
        RedisReply reply = exchange(questions);
        if (!(reply instanceof RedisReply.Away)) {
            noteThere(false);
        }
        return reply;
    }

    /** The same for commands of which each changes something. */
    RedisReply write(List<Request> changes) {
        RedisReply reply = exchange(changes);
        if (!(reply instanceof RedisReply.Away)) {
            noteThere(true);
        }
        return reply;
    }

    /** The same for what not every user may ask: a refusal does not mean that Redis is away. */
    RedisReply ask(List<Request> commands) {
        return exchange(commands, _ -> {});
    }

    private RedisReply exchange(List<Request> commands) {
        return exchange(commands, this::noteAway);
    }

    private RedisReply exchange(List<Request> commands, Consumer<RedisFailure.Outage> outages) {
        try {
            List<Response> responses =
                    redis.batch(commands)
                            .toCompletionStage()
                            .toCompletableFuture()
                            .get(timeoutMillis, TimeUnit.MILLISECONDS);
            return new RedisReply.Answered(new ArrayList<@Nullable Response>(responses));
        } catch (ExecutionException failed) {
            return failed(
                    RedisFailure.of(Objects.requireNonNullElse(failed.getCause(), failed)),
                    outages);
        } catch (TimeoutException _) {
            return failed(RedisFailure.noAnswer(timeoutMillis), outages);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new RedisReply.Away("interrupted");
        } catch (RuntimeException failed) {
            return failed(RedisFailure.of(failed), outages);
        }
    }

    private static RedisReply failed(RedisFailure failure, Consumer<RedisFailure.Outage> outages) {
        return switch (failure) {
            case RedisFailure.Refusal(String words) -> new RedisReply.Refused(words);
            case RedisFailure.Outage outage -> {
                outages.accept(outage);
                yield new RedisReply.Away(outage.text());
            }
        };
    }

    private void noteAway(RedisFailure.Outage outage) {
        away = true;
        Told before = told.get();
        if (before != null && before.trouble() == outage.trouble()) {
            return;
        }
        long since = before == null ? System.nanoTime() : before.sinceNanos();
        if (told.compareAndSet(before, new Told(outage.trouble(), since))) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Redis is away, views will lag: {0}",
                    outage.text());
        }
    }

    /**
     * The log hears that it is over when that is certain: a Redis that takes no writes goes on
     * answering questions.
     */
    private void noteThere(boolean written) {
        away = false;
        Told before = told.get();
        if (before != null
                && (written || !before.trouble().mayLeaveReads())
                && told.compareAndSet(before, null)) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "Redis is back, after {0}",
                    Duration.ofNanos(System.nanoTime() - before.sinceNanos())
                            .truncatedTo(ChronoUnit.MILLIS));
        }
    }

    /**
     * Asks Redis whether it is there. A user who may not write is answered too, so a good answer
     * only means that it is worth a try; the log hears of it when the try succeeds.
     */
    boolean ping() {
        boolean answered =
                exchange(List.of(Request.cmd(Command.PING))) instanceof RedisReply.Answered;
        if (answered) {
            away = false;
        }
        return answered;
    }

    /** Whether it did not answer the last time. */
    boolean away() {
        return away;
    }
}
