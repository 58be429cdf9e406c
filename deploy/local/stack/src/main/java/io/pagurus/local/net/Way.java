package io.pagurus.local.net;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Thread-safe. One direction of a proxy: how it is with all its connections at this moment. */
final class Way {

    private final SplittableRandom random;
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong waiting = new AtomicLong();
    private volatile Delay delay = Delay.NONE;
    private volatile boolean held;

    Way(long seed) {
        this.random = new SplittableRandom(seed);
    }

    void delay(Delay other) {
        delay = other;
    }

    void hold(boolean now) {
        held = now;
    }

    boolean held() {
        return held;
    }

    /** How long the piece that was just read is on its way. */
    long nanos() {
        Delay now = delay;
        long most = now.jitter().toNanos();
        return now.constant().toNanos() + (most == 0 ? 0 : drawn(most));
    }

    private synchronized long drawn(long most) {
        return random.nextLong(most + 1);
    }

    void taken(int bytes) {
        waiting.addAndGet(bytes);
    }

    void delivered(int bytes) {
        waiting.addAndGet(-bytes);
        delivered.addAndGet(bytes);
    }

    void dropped(int bytes) {
        waiting.addAndGet(-bytes);
    }

    long delivered() {
        return delivered.get();
    }

    long waiting() {
        return waiting.get();
    }
}
