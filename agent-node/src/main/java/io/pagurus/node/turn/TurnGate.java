package io.pagurus.node.turn;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Thread-safe (own monitor); {@link #awaitEmpty} blocks its thread. Counts the running turns, and
 * once the node drains lets no new one in.
 */
public final class TurnGate {

    private int running;
    private boolean draining;

    synchronized boolean enter() {
        if (draining) {
            return false;
        }
        running++;
        return true;
    }

    synchronized void leave() {
        running--;
        notifyAll();
    }

    public synchronized void drain() {
        draining = true;
    }

    public synchronized boolean draining() {
        return draining;
    }

    public synchronized int running() {
        return running;
    }

    /** True once no turn runs; false when that took longer than the limit. */
    public synchronized boolean awaitEmpty(Duration limit) throws InterruptedException {
        long until = System.nanoTime() + limit.toNanos();
        while (running > 0) {
            long left = until - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }
}
