package io.pagurus.local.process;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Immutable; blocks the calling thread, which may be virtual. Waits for something that only polling
 * can see, for a bounded time.
 *
 * @param limit how long at most
 * @param pause between two looks
 */
public record Patience(Duration limit, Duration pause) {

    public static Patience of(Duration limit) {
        return new Patience(limit, Duration.ofMillis(20));
    }

    /** Whether it came true in time. */
    public boolean until(BooleanSupplier condition) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end >= 0 || Thread.currentThread().isInterrupted()) {
                return condition.getAsBoolean();
            }
            LockSupport.parkNanos(pause.toNanos());
        }
        return true;
    }
}
