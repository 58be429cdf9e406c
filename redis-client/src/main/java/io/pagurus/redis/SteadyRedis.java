package io.pagurus.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe; does not block. A client of any topology that recovers by itself. A client that has
 * had no success for a while is replaced by a new one: some failures keep its connections for good
 * (a server that hangs, a handshake that is refused), and then it would stay away after Redis is
 * back. So is one that has asked a Sentinel and been at a replica for a while: a Sentinel that
 * ended its own failover after another one's may name the wrong server for good, and the new client
 * asks another Sentinel first.
 */
public final class SteadyRedis implements Redis {

    private static final System.Logger LOG = System.getLogger(SteadyRedis.class.getName());

    /** Nobody waits, or the last one had an answer. */
    private static final long HEARD = Long.MIN_VALUE;

    /** Of two failovers so far apart, each is the first. */
    private static final long FORGOTTEN_NANOS = Duration.ofMinutes(10).toNanos();

    private final IntFunction<Redis> clients;
    private final RedisClientType type;
    private final long renewAfterNanos;
    private final LongSupplier nanoTime;

    /** When the first command was sent that still has no success, nor any after it. */
    private final AtomicLong silentSince = new AtomicLong(HEARD);

    /** When a replica first refused a write of this client; forgotten after a while. */
    private final AtomicLong astraySince = new AtomicLong(HEARD);

    private final AtomicBoolean toldAstray = new AtomicBoolean();
    private final AtomicInteger renewals = new AtomicInteger();
    private volatile Redis client;
    private boolean closed;
    private volatile @Nullable RedisTrouble trouble;

    /**
     * @param clients makes the n-th client, from 0 on
     */
    SteadyRedis(
            IntFunction<Redis> clients,
            RedisClientType type,
            long renewAfterNanos,
            LongSupplier nanoTime) {
        this.clients = clients;
        this.type = type;
        this.renewAfterNanos = renewAfterNanos;
        this.nanoTime = nanoTime;
        this.client = clients.apply(0);
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
        int asked = renewals.get();
        return exchange(commands)
                .onSuccess(_ -> heard())
                .onFailure(failed -> {
                    switch (RedisFailure.of(failed)) {
                        case RedisFailure.Refusal _ -> heard();
                        case RedisFailure.Outage outage -> out(asked, outage.trouble());
                    }
                });
    }

    private Future<List<@Nullable Response>> exchange(List<Request> commands) {
        try {
            return type == RedisClientType.CLUSTER
                    ? ClusterPipeline.send(client, commands)
                    : client.batch(commands);
        } catch (RuntimeException failed) {
            return Future.failedFuture(failed);
        }
    }

    private void out(int asked, RedisTrouble what) {
        trouble = what;
        if (what == RedisTrouble.NOT_PRIMARY && asked == renewals.get()) {
            // A refusal is an answer: these connections are well.
            silentSince.set(HEARD);
            renewIfAstray();
        }
    }

    private void renewIfAstray() {
        long now = nanoTime.getAsLong();
        long since = astraySince.get();
        if (since == HEARD || now - since >= FORGOTTEN_NANOS) {
            astraySince.compareAndSet(since, now);
        } else if (now - since >= renewAfterNanos && astraySince.compareAndSet(since, HEARD)) {
            astray();
        }
    }

    /** Without a Sentinel to ask, a new client would find the same server, over and over. */
    private void astray() {
        if (type == RedisClientType.SENTINEL) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Redis at the address of the primary is a replica; asking another Sentinel, if"
                            + " there is one");
            startRenewal();
        } else if (toldAstray.compareAndSet(false, true)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Redis is a replica, which takes no writes; quarkus.redis.hosts has to name the"
                            + " primary, or quarkus.redis.client-type to be sentinel");
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
        } else if (now - since >= renewAfterNanos && silentSince.compareAndSet(since, HEARD)) {
            startRenewal();
        }
    }

    /** Not here: the caller may be an event loop, and files are read. */
    private void startRenewal() {
        // The next client has its own time.
        silentSince.set(HEARD);
        astraySince.set(HEARD);
        Thread.ofVirtual().name("redis-renewal").start(this::renew);
    }

    private synchronized void renew() {
        if (closed) {
            return;
        }
        Redis old = client;
        try {
            client = clients.apply(renewals.incrementAndGet());
            old.close();
        } catch (RuntimeException failed) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the Redis client cannot be replaced: {0}",
                    String.valueOf(failed.getMessage()));
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        client.close();
    }
}
