package io.pagurus.protocol.world;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Immutable. A write on its way: it lands at any time or never, whether or not anybody still waits
 * for it.
 *
 * @param entry its number
 * @param waiter the node that waits for the verdict, or {@link #NOBODY}
 * @param passedRedis whether it only has the journal before it
 */
record Flight(int entry, int waiter, boolean passedRedis) {

    static final int NOBODY = -1;

    /** One order for all: two worlds with the same flights are one. */
    private static final Comparator<Flight> ORDER =
            Comparator.comparingInt(Flight::entry)
                    .thenComparingInt(Flight::waiter)
                    .thenComparing(Flight::passedRedis);

    static List<Flight> with(List<Flight> flights, Flight added) {
        List<Flight> after = new ArrayList<>(flights);
        after.add(added);
        after.sort(ORDER);
        return after;
    }

    static List<Flight> without(List<Flight> flights, int index) {
        List<Flight> after = new ArrayList<>(flights);
        after.remove(index);
        return after;
    }

    /** Nobody waits for what this node waited for. */
    static List<Flight> forgotten(List<Flight> flights, int node) {
        List<Flight> after = new ArrayList<>(flights);
        after.replaceAll(
                f -> f.waiter() == node ? new Flight(f.entry(), NOBODY, f.passedRedis()) : f);
        after.sort(ORDER);
        return after;
    }
}
