package io.pagurus.session.view;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe; blocks for at most its timeout, so it is called on virtual threads or a thread of
 * its own. The only way to Redis. Remembers whether it was there the last time, so that nobody
 * waits for a Redis that is known to be away.
 */
final class RedisLink {

    private static final System.Logger LOG = System.getLogger(RedisLink.class.getName());

    /** How the client marks which command of a pipeline it was, in front of Redis's own words. */
    private static final Pattern IN_PIPELINE = Pattern.compile("^ERR \\[\\d+] ");

    private final Redis redis;
    private final long timeoutMillis;
    private volatile boolean away;

    RedisLink(Redis redis, Duration timeout) {
        this.redis = redis;
        this.timeoutMillis = timeout.toMillis();
    }

    /** Sends commands in one pipeline. */
    RedisReply send(List<Request> commands) {
        try {
            List<Response> responses =
                    redis.batch(commands)
                            .toCompletionStage()
                            .toCompletableFuture()
                            .get(timeoutMillis, TimeUnit.MILLISECONDS);
            noteThere();
            return new RedisReply.Answered(new ArrayList<@Nullable Response>(responses));
        } catch (ExecutionException failed) {
            return failed.getCause() instanceof ErrorType error
                    ? refused(
                            IN_PIPELINE
                                    .matcher(String.valueOf(error.getMessage()))
                                    .replaceFirst(""))
                    : noteAway(String.valueOf(failed.getCause()));
        } catch (TimeoutException _) {
            return noteAway("no answer in " + timeoutMillis + " ms");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new RedisReply.Away("interrupted");
        } catch (RuntimeException failed) {
            return noteAway(failed.toString());
        }
    }

    private RedisReply refused(String why) {
        // A Redis that still loads its data, or that lost its primary, serves nobody.
        return why.startsWith("LOADING")
                        || why.startsWith("MASTERDOWN")
                        || why.startsWith("READONLY")
                        || why.startsWith("CLUSTERDOWN")
                ? noteAway(why)
                : new RedisReply.Refused(why);
    }

    private RedisReply noteAway(String why) {
        if (!away) {
            LOG.log(System.Logger.Level.WARNING, "Redis is away, views will lag: {0}", why);
        }
        away = true;
        return new RedisReply.Away(why);
    }

    private void noteThere() {
        if (away) {
            LOG.log(System.Logger.Level.INFO, "Redis is back");
        }
        away = false;
    }

    /** Asks Redis whether it is there. */
    boolean ping() {
        return send(List.of(Request.cmd(Command.PING))) instanceof RedisReply.Answered;
    }

    /** Whether it did not answer the last time. */
    boolean away() {
        return away;
    }
}
