package io.pagurus.gateway.limits;

import com.netflix.concurrency.limits.Limit;
import com.netflix.concurrency.limits.limit.FixedLimit;
import com.netflix.concurrency.limits.limit.Gradient2Limit;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe. The places of one node, over all event loops. Taking and leaving one is a step on an
 * atomic number; the lock is only for the queue, and nobody takes it while nobody waits.
 *
 * <p>Invariant: a place is left exactly as often as it was taken; a place that is left while
 * somebody waits goes to the most urgent of them, the longest waiting first.
 */
final class NodeGate {

    /**
     * How much longer than of late the answers may take before the limit is lowered. Source: the
     * default of Netflix' Gradient2, which is for services; agents' answers vary more.
     */
    private static final double TOLERANCE = 2.0;

    /** The share of each new answer in the average that patience is measured by. */
    private static final double SHARE = 0.1;

    /**
     * Which a burst at a fast node waits at least: a share of its answers would be less than the
     * clock can tell.
     */
    private static final long LEAST_PATIENCE_MILLIS = 5;

    private static final int WHOLE = 100;

    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();
    private final PriorityQueue<Waiter> queue =
            new PriorityQueue<>(
                    Comparator.<Waiter>comparingInt(waiter -> waiter.priority)
                            .thenComparingLong(waiter -> waiter.number));
    private long numbers;
    private volatile GateRules rules;
    private volatile Limit limit;
    private volatile double averageNanos;

    NodeGate(GateRules rules) {
        this.rules = rules;
        this.limit = limit(rules);
    }

    private static Limit limit(GateRules rules) {
        return rules.adaptive() && rules.floor() < rules.ceiling()
                ? Gradient2Limit.newBuilder()
                        .initialLimit(rules.ceiling())
                        .minLimit(rules.floor())
                        .maxConcurrency(rules.ceiling())
                        .rttTolerance(TOLERANCE)
                        .build()
                : FixedLimit.of(rules.ceiling());
    }

    /** Other rules count from now on; what runs and waits goes on. */
    void apply(GateRules next) {
        if (!next.equals(rules)) {
            rules = next;
            limit = limit(next);
            callWhoFits();
        }
    }

    /**
     * Asks for a place.
     *
     * @param priority lower is more urgent
     * @param share in percent: it takes no place beyond this part of them, which leaves the rest to
     *     others
     * @param called run, on whichever thread leaves a place, when one has come; the caller has it
     *     then
     */
    Place enter(int priority, int share, Runnable called) {
        if (waiting.get() == 0 && tryTake(share)) {
            return new Place.Taken();
        }
        return queue(priority, share, called);
    }

    private boolean tryTake(int share) {
        int most = Math.max(1, limit.getLimit() * share / WHOLE);
        int now = taken.get();
        while (now < most) {
            if (taken.compareAndSet(now, now + 1)) {
                return true;
            }
            now = taken.get();
        }
        return false;
    }

    private synchronized Place queue(int priority, int share, Runnable called) {
        long patience = patienceMillis();
        // Announced before the last look, so that whoever leaves after it sees the waiter.
        waiting.incrementAndGet();
        Waiter first = queue.peek();
        // Who waits for more than its share is passed by those who are more urgent.
        if ((first == null || priority < first.priority) && tryTake(share)) {
            waiting.decrementAndGet();
            return new Place.Taken();
        }
        if (queue.size() >= rules.queue() || patience <= 0) {
            waiting.decrementAndGet();
            return new Place.Refused(queue.size());
        }
        Waiter waiter = new Waiter(this, called, priority, share, numbers++);
        queue.add(waiter);
        return new Place.Queued(waiter, patience);
    }

    private long patienceMillis() {
        GateRules now = rules;
        long most = now.patience().toMillis();
        if (averageNanos == 0) {
            // Of a node that has not answered yet nobody knows how long its answers take.
            return most;
        }
        long share = (long) (averageNanos * now.patienceShare() / 1_000_000);
        return Math.min(Math.max(LEAST_PATIENCE_MILLIS, share), most);
    }

    /** Gives a place back. */
    void leave() {
        taken.decrementAndGet();
        if (waiting.get() > 0) {
            callWhoFits();
        }
    }

    private void callWhoFits() {
        @Nullable Waiter next = next();
        while (next != null) {
            next.call();
            next = next();
        }
    }

    private synchronized @Nullable Waiter next() {
        Waiter first = queue.peek();
        if (first == null || !tryTake(first.share)) {
            return null;
        }
        waiting.decrementAndGet();
        return queue.remove();
    }

    synchronized int giveUp(Waiter waiter) {
        int before = 0;
        for (Waiter each : queue) {
            if (queue.comparator().compare(each, waiter) < 0) {
                before++;
            }
        }
        if (!queue.remove(waiter)) {
            return -1;
        }
        waiting.decrementAndGet();
        return before;
    }

    /**
     * Tells how long a head took, so that limit and patience follow.
     *
     * @param failed whether the node broke off, which lowers the limit at once
     */
    void took(long startNanos, Duration toHead, boolean failed) {
        long nanos = Math.max(1, toHead.toNanos());
        limit.onSample(startNanos, nanos, taken.get(), failed);
        double before = averageNanos;
        averageNanos = before == 0 ? nanos : before + SHARE * (nanos - before);
    }

    int taken() {
        return taken.get();
    }

    int waiting() {
        return waiting.get();
    }

    int limit() {
        return limit.getLimit();
    }
}
