package io.pagurus.gateway.limits;

import java.util.NavigableSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Thread-safe. The order in which requests came that wait for the same nodes. Bounded by whoever
 * lets requests wait.
 */
final class WaitingRoom {

    private final AtomicLong numbers = new AtomicLong();
    private final NavigableSet<Long> waiting = new ConcurrentSkipListSet<>();

    /** A number that is higher than those of all before. */
    long enter() {
        long number = numbers.incrementAndGet();
        waiting.add(number);
        return number;
    }

    void leave(long number) {
        waiting.remove(number);
    }

    /** How many came before and wait still. Costs a step for each of them. */
    int before(long number) {
        return waiting.headSet(number).size();
    }

    /** Whether so few are before it that it may go, at the price of so many steps. */
    boolean isAmongFirst(long number, int first) {
        return waiting.headSet(number).stream().limit(first).count() < first;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }
}
