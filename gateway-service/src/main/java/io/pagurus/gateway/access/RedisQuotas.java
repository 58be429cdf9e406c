package io.pagurus.gateway.access;

import io.pagurus.gateway.observation.Neighbour;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Clock;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe; called on event loops. Buckets in Redis, by its own clock. One that is full again is
 * not kept. After a failure nobody waits for Redis for a moment.
 */
public final class RedisQuotas implements SharedQuotas {

    /**
     * As {@link Quota#take}: one value a bucket, the time at which it is full again. Returns
     * allowed, full at, left, wait, until full. Sent whole each time: to ask first whether Redis
     * knows it would cost more than its half kilobyte.
     */
    private static final String SCRIPT =
            """
            local t = redis.call('TIME')
            local now = t[1] * 1000000 + t[2]
            local interval, burst = tonumber(ARGV[1]), tonumber(ARGV[2])
            local since = math.max(tonumber(redis.call('GET', KEYS[1]) or '0'), now)
            local next = since + interval
            local wait = next - burst * interval - now
            if wait > 0 then return {0, since, 0, wait, since - now} end
            redis.call('SET', KEYS[1], string.format('%.0f', next),
              'PX', math.ceil((next - now) / 1000))
            return {1, next, math.floor(-wait / interval), 0, next - now}
            """;

    private final Vertx vertx;
    private final Redis redis;
    private final String prefix;
    private final AccessConfig config;
    private final Clock clock;
    private final Neighbour neighbour = new Neighbour("Redis, for rate limits,");
    private volatile long silentUntil;

    /**
     * @param keyPrefix what every key begins with
     */
    public RedisQuotas(
            Vertx vertx, Redis redis, String keyPrefix, AccessConfig config, Clock clock) {
        this.vertx = vertx;
        this.redis = redis;
        this.prefix = keyPrefix + "rate:";
        this.config = config;
        this.clock = clock;
    }

    @Override
    public boolean there() {
        return clock.millis() >= silentUntil;
    }

    /** Whether the last question had an answer. */
    public Neighbour neighbour() {
        return neighbour;
    }

    @Override
    public Future<Quota.Taken> take(String bucket, Quota quota) {
        Context caller = vertx.getOrCreateContext();
        Promise<Quota.Taken> answer = Promise.promise();
        long timer =
                vertx.setTimer(
                        Math.max(1, config.redisTimeout().toMillis()),
                        _ -> failed(answer, new TimeoutException("no answer in time")));
        ask(prefix + bucket, quota)
                .onComplete(asked ->
                        caller.runOnContext(_ -> {
                            vertx.cancelTimer(timer);
                            if (asked.succeeded()) {
                                neighbour.answered();
                                answer.tryComplete(asked.result());
                            } else {
                                failed(answer, asked.cause());
                            }
                        }));
        return answer.future();
    }

    /** The client's own words may have the address, user and password included. */
    private void failed(Promise<Quota.Taken> answer, Throwable cause) {
        if (answer.tryFail(cause)) {
            silentUntil = clock.millis() + config.redisPause().toMillis();
            neighbour.failed(cause.getClass().getSimpleName());
        }
    }

    private Future<Quota.Taken> ask(String key, Quota quota) {
        Request command =
                Request.cmd(Command.EVAL)
                        .arg(SCRIPT)
                        .arg(1)
                        .arg(key)
                        .arg(quota.interval())
                        .arg(quota.burst());
        // Composed, so that a client that throws has failed and no more.
        return Future.succeededFuture().compose(_ -> redis.send(command)).map(RedisQuotas::taken);
    }

    private static Quota.Taken taken(@Nullable Response answer) {
        if (answer == null || answer.size() != 5) {
            throw new IllegalStateException("not the script's answer");
        }
        return new Quota.Taken(
                answer.get(0).toInteger() == 1,
                answer.get(1).toLong(),
                answer.get(2).toLong(),
                answer.get(3).toLong(),
                answer.get(4).toLong());
    }
}
