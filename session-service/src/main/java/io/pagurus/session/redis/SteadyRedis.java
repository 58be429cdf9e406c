package io.pagurus.session.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe; does not block. A client of any topology that recovers by itself. A client that has
 * had no success for a while is replaced by a new one: some failures keep its connections for good
 * (a server that hangs, a handshake that is refused), and then it would stay away after Redis is
 * back.
 */
public final class SteadyRedis implements Redis {

    private static final System.Logger LOG = System.getLogger(SteadyRedis.class.getName());

    /** Nobody waits, or the last one had an answer. */
    private static final long HEARD = Long.MIN_VALUE;

    private final Supplier<Redis> clients;
    private final boolean cluster;
    private final long renewAfterNanos;
    private final LongSupplier nanoTime;

    /** When the first command was sent that still has no success, nor any after it. */
    private final AtomicLong silentSince = new AtomicLong(HEARD);

    private volatile Redis client;
    private volatile @Nullable RedisTrouble trouble;

    SteadyRedis(
            Supplier<Redis> clients, boolean cluster, long renewAfterNanos, LongSupplier nanoTime) {
        this.clients = clients;
        this.cluster = cluster;
        this.renewAfterNanos = renewAfterNanos;
        this.nanoTime = nanoTime;
        this.client = clients.get();
    }

    /** What is wrong; null when the last pipeline was answered, or nobody has asked yet. */
    public @Nullable RedisTrouble trouble() {
        return trouble;
    }

    @Override
    public Future<RedisConnection> connect() {
        return client.connect();
    }

    @Override
    public Future<@Nullable Response> send(Request command) {
        return batch(List.of(command)).map(List::getFirst);
    }

    /** The answers in the order of the commands, or one failure for all. */
    @Override
    public Future<List<@Nullable Response>> batch(List<Request> commands) {
        renewIfSilent();
        return exchange(commands)
                .onSuccess(_ -> heard())
                .onFailure(failed -> {
                    switch (RedisFailure.of(failed)) {
                        case RedisFailure.Refusal _ -> heard();
                        case RedisFailure.Outage outage -> trouble = outage.trouble();
                    }
                });
    }

    private Future<List<@Nullable Response>> exchange(List<Request> commands) {
        try {
            return cluster ? ClusterPipeline.send(client, commands) : client.batch(commands);
        } catch (RuntimeException failed) {
            return Future.failedFuture(failed);
        }
    }

    private void heard() {
        silentSince.set(HEARD);
        trouble = null;
    }

    private void renewIfSilent() {
        long now = nanoTime.getAsLong();
        long since = silentSince.get();
        if (since == HEARD) {
            silentSince.compareAndSet(HEARD, now);
        } else if (now - since >= renewAfterNanos && silentSince.compareAndSet(since, now)) {
            renew();
        }
    }

    private void renew() {
        Redis old = client;
        try {
            client = clients.get();
            old.close();
        } catch (RuntimeException failed) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the Redis client cannot be replaced: {0}",
                    String.valueOf(failed.getMessage()));
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
