package io.pagurus.bench.sessions;

import io.pagurus.local.process.Patience;
import java.time.Duration;
import java.util.Optional;

/** Confined to one thread, which it blocks. Takes all views away and waits until they are back. */
final class RebuildRun {

    private static final Duration LOOK = Duration.ofMillis(100);

    private final RedisPicture redis;
    private final Duration limit;

    RebuildRun(RedisPicture redis, Duration limit) {
        this.redis = redis;
        this.limit = limit;
    }

    /** Waits until all are there for the first time; whether that was in time. */
    boolean awaitAll(int sessions) {
        return new Patience(limit, LOOK).until(() -> redis.has(sessions));
    }

    /** Seconds from the wipe to the last view; empty when that was not in time. */
    Optional<Double> run(int sessions) {
        long began = System.nanoTime();
        redis.forgetAll();
        return awaitAll(sessions)
                ? Optional.of((System.nanoTime() - began) / 1e9)
                : Optional.empty();
    }
}
