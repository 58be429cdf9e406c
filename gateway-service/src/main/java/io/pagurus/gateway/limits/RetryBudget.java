package io.pagurus.gateway.limits;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/**
 * Thread-safe. Keeps retries a small part of what runs: when all fails, repeating all of it makes
 * it worse. Turns are not counted, since a node's death is the very time to repeat all of its
 * turns; they are bounded each by itself, and fenced.
 */
public final class RetryBudget {

    private final IntSupplier running;
    private final AtomicInteger retrying = new AtomicInteger();
    private volatile RetryRules rules = RetryRules.DEFAULT;

    /**
     * @param running requests that run now, retries among them
     */
    public RetryBudget(IntSupplier running) {
        this.running = running;
    }

    public void apply(RetryRules next) {
        rules = next;
    }

    /** Whether a request may be tried again; then it says so when it has ended. */
    public boolean begin() {
        RetryRules now = rules;
        int most = Math.max(now.least(), running.getAsInt() * now.percent() / 100);
        if (retrying.incrementAndGet() > most) {
            retrying.decrementAndGet();
            return false;
        }
        return true;
    }

    /** A request that was tried again has ended. */
    public void end() {
        retrying.decrementAndGet();
    }

    public int retrying() {
        return retrying.get();
    }
}
