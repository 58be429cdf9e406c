package io.pagurus.gateway.listener;

import java.util.concurrent.atomic.AtomicInteger;

/** Thread-safe. How many clients are connected, over all event loops, up to a limit. */
public final class ConnectionCount {

    private final int most;
    private final AtomicInteger open = new AtomicInteger();

    public ConnectionCount(int most) {
        this.most = most;
    }

    /** Asked before one is added; a few too many at the same moment do no harm. */
    boolean hasRoom() {
        return open.get() < most;
    }

    void add() {
        open.incrementAndGet();
    }

    void leave() {
        open.decrementAndGet();
    }

    public int open() {
        return open.get();
    }
}
