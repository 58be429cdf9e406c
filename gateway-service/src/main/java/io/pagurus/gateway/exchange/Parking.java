package io.pagurus.gateway.exchange;

import java.util.concurrent.atomic.AtomicInteger;

/** Thread-safe. How many requests wait, over all event loops. */
public final class Parking {

    private final int limit;
    private final AtomicInteger parked = new AtomicInteger();

    public Parking(int limit) {
        this.limit = limit;
    }

    public int parked() {
        return parked.get();
    }

    boolean enter() {
        if (parked.incrementAndGet() > limit) {
            parked.decrementAndGet();
            return false;
        }
        return true;
    }

    void leave() {
        parked.decrementAndGet();
    }
}
