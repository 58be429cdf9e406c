package io.pagurus.migration.move;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;

/** Thread-safe. Time that passes only by waiting, and takes none. */
final class TestWaiting implements Waiting {

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger pauses = new AtomicInteger();
    private volatile IntConsumer onPause = _ -> {};

    void onPause(IntConsumer hook) {
        onPause = hook;
    }

    @Override
    public long nanos() {
        return now.get();
    }

    @Override
    public boolean pause(Duration time) {
        now.addAndGet(time.toNanos());
        onPause.accept(pauses.incrementAndGet());
        return true;
    }
}
