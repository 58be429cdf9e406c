package io.pagurus.session.view;

import io.pagurus.redis.RedisFailure;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Thread-safe; blocks for at most its timeout, so it is run on a virtual thread. Does once, at the
 * start, what the view will do, so that a wrong password or a missing permission is said then and
 * not with the first session. Nothing depends on it: the service runs without Redis.
 */
public final class RedisProbe implements Runnable {

    private static final System.Logger LOG = System.getLogger(RedisProbe.class.getName());

    private static final String SCRIPT =
            """
            redis.call('HSET', KEYS[1], 'probe', '1')
            redis.call('RPUSH', KEYS[2], '1')
            redis.call('DEL', KEYS[1], KEYS[2])
            return 'ok'
            """;

    private final Redis redis;
    private final String session;
    private final String what;
    private final long timeoutMillis;

    /**
     * @param what is connected to, for the log
     */
    public RedisProbe(Redis redis, String keyPrefix, String what, Duration timeout) {
        this.redis = redis;
        // No session's id has a blank.
        this.session = keyPrefix + "session:start probe";
        this.what = what;
        this.timeoutMillis = timeout.toMillis();
    }

    @Override
    public void run() {
        try {
            look().toCompletionStage()
                    .toCompletableFuture()
                    .get(timeoutMillis, TimeUnit.MILLISECONDS);
            LOG.log(System.Logger.Level.INFO, "Redis serves: {0}", what);
        } catch (ExecutionException failed) {
            warn(RedisFailure.of(Objects.requireNonNullElse(failed.getCause(), failed)));
        } catch (TimeoutException _) {
            warn(RedisFailure.noAnswer(timeoutMillis));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looks again without waiting or a word; the client notes what comes of it. */
    public void again() {
        var _ = look();
    }

    private Future<Response> look() {
        return redis.send(Request.cmd(Command.SCRIPT).arg("LOAD").arg(SCRIPT))
                .compose(digest ->
                        redis.send(
                                Request.cmd(Command.EVALSHA)
                                        .arg(digest.toString())
                                        .arg(2)
                                        .arg(session)
                                        .arg("{" + session + "}:history")));
    }

    private void warn(RedisFailure failure) {
        String why =
                switch (failure) {
                    case RedisFailure.Outage outage -> outage.text();
                    case RedisFailure.Refusal(String words) -> "it refuses: " + words;
                };
        LOG.log(
                System.Logger.Level.WARNING,
                "Redis ({0}) does not serve, views wait for it and turns do not: {1}",
                what,
                why);
    }
}
