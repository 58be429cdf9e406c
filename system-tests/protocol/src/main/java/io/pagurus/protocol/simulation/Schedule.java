package io.pagurus.protocol.simulation;

import java.util.Comparator;
import java.util.PriorityQueue;

/** Confined to one thread. Virtual time: what is due first happens first, and nothing waits. */
final class Schedule {

    private record Due(long atMicros, long order, Runnable what) {}

    private final PriorityQueue<Due> due =
            new PriorityQueue<>(
                    Comparator.comparingLong(Due::atMicros).thenComparingLong(Due::order));
    private long nowMicros;
    private long order;
    private long steps;

    void in(long micros, Runnable what) {
        due.add(new Due(nowMicros + micros, order++, what));
    }

    /** Lets the next thing happen; false when there is none. */
    boolean step() {
        Due next = due.poll();
        if (next == null) {
            return false;
        }
        nowMicros = next.atMicros();
        steps++;
        next.what().run();
        return true;
    }

    long nowMicros() {
        return nowMicros;
    }

    long steps() {
        return steps;
    }
}
