package io.pagurus.gateway.limits;

import com.netflix.concurrency.limits.Limit;
import com.netflix.concurrency.limits.limit.FixedLimit;
import com.netflix.concurrency.limits.limit.Gradient2Limit;
import java.time.Duration;
import java.util.Comparator;
import java.util.Iterator;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe. The places of one node, over all event loops. Taking and leaving one is a step on an
 * atomic number; the lock is only for the queue, and nobody takes it while nobody waits.
 *
 * <p>Invariant: a place is left exactly as often as it was taken; a place that is left while
 * somebody waits goes to the most urgent of those whose kind may have one more, the longest waiting
 * first.
 */
public final class NodeGate {

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

    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();

    /** By kind, for those that have a share; there are few. */
    private final ConcurrentMap<String, AtomicInteger> takenBy = new ConcurrentHashMap<>();

    private final NavigableSet<Waiter> queue =
            new TreeSet<>(
                    Comparator.<Waiter>comparingInt(waiter -> waiter.rank.priority())
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
     * @param called run, on whichever thread leaves a place, when one has come; the caller has it
     *     then
     */
    public Place enter(Rank rank, Runnable called) {
        if (waiting.get() == 0 && tryTake(rank)) {
            return new Place.Taken();
        }
        return queue(rank, called);
    }

    private boolean tryTake(Rank rank) {
        int places = limit.getLimit();
        if (rank.hasAll()) {
            return tryTake(taken, places);
        }
        AtomicInteger ofKind = takenBy(rank);
        if (!tryTake(ofKind, rank.most(places))) {
            return false;
        }
        boolean took = tryTake(taken, places);
        if (!took) {
            ofKind.decrementAndGet();
        }
        return took;
    }

    private AtomicInteger takenBy(Rank rank) {
        AtomicInteger known = takenBy.get(rank.kind());
        return known != null
                ? known
                : takenBy.computeIfAbsent(rank.kind(), _ -> new AtomicInteger());
    }

    private static boolean tryTake(AtomicInteger of, int most) {
        int now = of.get();
        while (now < most) {
            if (of.compareAndSet(now, now + 1)) {
                return true;
            }
            now = of.get();
        }
        return false;
    }

    private synchronized Place queue(Rank rank, Runnable called) {
        long patience = patienceMillis();
        // Announced before the last look, so that whoever leaves after it sees the waiter.
        waiting.incrementAndGet();
        Waiter waiter = new Waiter(this, called, rank, numbers++);
        // Who waits for more than its kind's share is passed by others.
        if (queue.headSet(waiter).stream().allMatch(this::waitsForItsKind) && tryTake(rank)) {
            waiting.decrementAndGet();
            return new Place.Taken();
        }
        if (queue.size() >= rules.queue() || patience <= 0) {
            waiting.decrementAndGet();
            return new Place.Refused(queue.size());
        }
        queue.add(waiter);
        return new Place.Queued(waiter, patience);
    }

    private boolean waitsForItsKind(Waiter waiter) {
        Rank rank = waiter.rank;
        return !rank.hasAll() && takenBy(rank).get() >= rank.most(limit.getLimit());
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

    /**
     * Gives a place back.
     *
     * @param rank with which it was taken
     */
    public void leave(Rank rank) {
        if (!rank.hasAll()) {
            takenBy(rank).decrementAndGet();
        }
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
        Iterator<Waiter> inOrder = queue.iterator();
        while (inOrder.hasNext() && taken.get() < limit.getLimit()) {
            Waiter first = inOrder.next();
            if (tryTake(first.rank)) {
                inOrder.remove();
                waiting.decrementAndGet();
                return first;
            }
        }
        return null;
    }

    synchronized int giveUp(Waiter waiter) {
        int before = queue.headSet(waiter).size();
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
    public void took(long startNanos, Duration toHead, boolean failed) {
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
