package io.pagurus.drill;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Thread-safe; blocks the caller. Waits on a condition, within a bound. */
public final class Waiting {

    private static final Duration PAUSE = Duration.ofMillis(40);

    private Waiting() {}

    /**
     * Asks until it is so.
     *
     * @param condition may throw, which counts as not yet
     * @return whether it came to be within the bound
     */
    public static boolean until(Duration bound, Callable<Boolean> condition)
            throws InterruptedException {
        long end = System.nanoTime() + bound.toNanos();
        while (true) {
            if (holds(condition)) {
                return true;
            }
            if (System.nanoTime() >= end) {
                return false;
            }
            Thread.sleep(PAUSE);
        }
    }

    private static boolean holds(Callable<Boolean> condition) throws InterruptedException {
        try {
            return condition.call();
        } catch (InterruptedException stop) {
            throw stop;
        } catch (Exception _) {
            return false;
        }
    }
}
