package io.pagurus.gateway.held;

import java.util.concurrent.atomic.AtomicLong;

/** Thread-safe. The memory that bodies which are held take together. */
public final class HeldBodies {

    private final long limit;
    private final AtomicLong used = new AtomicLong();

    public HeldBodies(long limit) {
        this.limit = limit;
    }

    boolean take(int bytes) {
        if (used.addAndGet(bytes) > limit) {
            used.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    void give(int bytes) {
        used.addAndGet(-bytes);
    }
}
