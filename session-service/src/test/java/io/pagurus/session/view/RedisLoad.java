package io.pagurus.session.view;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Thread-safe. One thread that writes all the time, and how it fares. */
final class RedisLoad {

    private static final long PAUSE_NANOS = Duration.ofMillis(2).toNanos();

    private final BooleanSupplier write;
    private final AtomicLong successes = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong longestNanos = new AtomicLong();
    private final AtomicLong gapNanos = new AtomicLong();
    private final Thread thread = Thread.ofVirtual().unstarted(this::run);
    private volatile boolean stopping;

    /**
     * @param write whether it succeeded
     */
    RedisLoad(BooleanSupplier write) {
        this.write = write;
    }

    void start() {
        thread.start();
    }

    void stop() throws InterruptedException {
        stopping = true;
        thread.join();
    }

    private void run() {
        long lastSuccess = System.nanoTime();
        while (!stopping) {
            long begin = System.nanoTime();
            boolean succeeded = write.getAsBoolean();
            long end = System.nanoTime();
            longestNanos.accumulateAndGet(end - begin, Math::max);
            if (succeeded) {
                gapNanos.accumulateAndGet(end - lastSuccess, Math::max);
                lastSuccess = end;
                successes.incrementAndGet();
            } else {
                failures.incrementAndGet();
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    long successes() {
        return successes.get();
    }

    long failures() {
        return failures.get();
    }

    /** The longest that a writer waited for its answer. */
    Duration longest() {
        return Duration.ofNanos(longestNanos.get());
    }

    /** The longest time between two successes. */
    Duration gap() {
        return Duration.ofNanos(gapNanos.get());
    }
}
