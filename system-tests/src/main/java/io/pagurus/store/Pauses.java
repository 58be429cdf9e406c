package io.pagurus.store;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Thread-safe; blocks the caller. A fault lasts for a while. */
final class Pauses {

    private Pauses() {}

    /** Returns after that time, or at once in a thread that is interrupted. */
    static void of(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        long left = time.toNanos();
        while (left > 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(left);
            left = end - System.nanoTime();
        }
    }
}
