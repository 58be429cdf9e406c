package io.pagurus.gateway.webhook;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe; called on event loops. Claims in Redis, which all gateways of all regions share. A
 * key lives as long as its lease, then as long as its outcome is remembered: nothing is left
 * behind.
 */
public final class RedisClaims implements Claims {

    private static final System.Logger LOG = System.getLogger(RedisClaims.class.getName());

    private final Vertx vertx;
    private final Redis redis;
    private final String prefix;
    private final long timeoutMillis;

    /** Whether the log was told that Redis is away. */
    private volatile boolean away;

    /**
     * @param keyPrefix what every key begins with
     */
    public RedisClaims(Vertx vertx, Redis redis, String keyPrefix, Duration timeout) {
        this.vertx = vertx;
        this.redis = redis;
        this.prefix = keyPrefix + "webhook:";
        this.timeoutMillis = Math.max(1, timeout.toMillis());
    }

    @Override
    public Future<Claim> claim(String event, String token, Duration lease) {
        return bounded(() ->
                        RedisScript.CLAIM.call(
                                redis,
                                prefix + event,
                                call -> call.arg(token).arg(lease.toMillis())))
                .map(RedisClaims::claim)
                .otherwise(failed -> new Claim.Away(String.valueOf(failed.getMessage())));
    }

    private static Claim claim(@Nullable Response answer) {
        if (answer == null) {
            return new Claim.Away("Redis gave no answer");
        }
        return switch (answer.get(0).toString()) {
            case "mine" -> new Claim.Mine();
            case "busy" -> new Claim.Busy(Math.max(0, answer.get(1).toLong()));
            default ->
                    new Claim.Done(
                            new KeptAnswer(
                                    answer.get(1).toInteger(),
                                    new JsonObject(answer.get(2).toString()),
                                    answer.get(4).toBuffer(),
                                    "1".equals(answer.get(3).toString())));
        };
    }

    @Override
    public Future<Settled> settle(String event, String token, KeptAnswer answer, Duration window) {
        return bounded(() ->
                        RedisScript.SETTLE.call(
                                redis,
                                prefix + event,
                                call ->
                                        call.arg(token)
                                                .arg(window.toMillis())
                                                .arg(answer.status())
                                                .arg(answer.headers().encode())
                                                .arg(answer.whole() ? "1" : "0")
                                                .arg(answer.body())))
                .map(said ->
                        said != null && "stored".equals(said.toString())
                                ? Settled.STORED
                                : Settled.LOST)
                .otherwise(Settled.AWAY);
    }

    @Override
    public Future<Void> release(String event, String token) {
        return bounded(() ->
                        RedisScript.RELEASE.call(redis, prefix + event, call -> call.arg(token)))
                .<Void>mapEmpty()
                .otherwiseEmpty();
    }

    /** The client's own time limits hold for connections; what hangs behind one has this. */
    private Future<@Nullable Response> bounded(Supplier<Future<@Nullable Response>> call) {
        Context caller = vertx.getOrCreateContext();
        Promise<@Nullable Response> answer = Promise.promise();
        long timer =
                vertx.setTimer(
                        timeoutMillis,
                        _ -> answer.tryFail("no answer in " + timeoutMillis + " ms"));
        exchange(call)
                .onComplete(result ->
                        caller.runOnContext(_ -> {
                            vertx.cancelTimer(timer);
                            pass(result, answer);
                        }));
        return answer.future().onComplete(this::note);
    }

    private static Future<@Nullable Response> exchange(Supplier<Future<@Nullable Response>> call) {
        try {
            return call.get();
        } catch (RuntimeException refused) {
            return Future.failedFuture(refused);
        }
    }

    private static void pass(
            AsyncResult<@Nullable Response> result, Promise<@Nullable Response> to) {
        if (result.succeeded()) {
            to.tryComplete(result.result());
        } else {
            to.tryFail(result.cause());
        }
    }

    private void note(AsyncResult<@Nullable Response> result) {
        if (away != result.failed()) {
            away = result.failed();
            // The client's own words may have the address, user and password included.
            LOG.log(
                    away ? System.Logger.Level.WARNING : System.Logger.Level.INFO,
                    away ? "Redis is away, webhooks go by their policy" : "Redis is back");
        }
    }

    /** Whether the last call had an answer; true before the first. */
    public boolean there() {
        return !away;
    }
}
