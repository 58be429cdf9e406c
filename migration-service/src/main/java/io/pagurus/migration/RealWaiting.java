package io.pagurus.migration;

import io.pagurus.migration.move.Waiting;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Thread-safe. The machine's time, until {@link #stop}. */
final class RealWaiting implements Waiting {

    private final CountDownLatch stopping = new CountDownLatch(1);

    void stop() {
        stopping.countDown();
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public boolean pause(Duration time) {
        try {
            return !stopping.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
