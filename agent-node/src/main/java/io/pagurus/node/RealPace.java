package io.pagurus.node;

import java.time.Duration;

/** Thread-safe. The machine's time. */
public final class RealPace implements Pace {

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public boolean pause(Duration time) {
        try {
            Thread.sleep(time);
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
