package io.pagurus.gateway.webhook;

import java.util.concurrent.atomic.AtomicLong;

/** Thread-safe. The memory that the bodies of all webhooks take together. */
final class HeldBodies {

    private final long limit;
    private final AtomicLong used = new AtomicLong();

    HeldBodies(long limit) {
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
