package io.pagurus.gateway.edge;

import java.util.concurrent.atomic.AtomicInteger;

/** Thread-safe. Lets requests in, up to a number at once, until the edge stops. */
public final class Admission {

    private final int limit;
    private final AtomicInteger inside = new AtomicInteger();
    private volatile boolean stopping;

    public Admission(int limit) {
        this.limit = limit;
    }

    boolean enter() {
        if (inside.incrementAndGet() > limit || stopping) {
            inside.decrementAndGet();
            return false;
        }
        return true;
    }

    void leave() {
        inside.decrementAndGet();
    }

    public int inside() {
        return inside.get();
    }

    /** Lets nobody in from now on. */
    public void stop() {
        stopping = true;
    }

    public boolean stopping() {
        return stopping;
    }
}
