package io.pagurus.protocol.simulation;

import io.pagurus.protocol.variant.Protocol;
import java.util.Set;

/**
 * Immutable, of parts that are confined to one thread. What everybody in the simulation meets.
 *
 * @param nodes how many there are
 * @param busy nodes with the session that they run a turn of: a node runs one at a time
 */
record Fleet(
        Protocol protocol,
        int nodes,
        Schedule schedule,
        Weather weather,
        Witness witness,
        Store store,
        Effects effects,
        Set<String> busy) {

    /** Clocks differ by up to this: no rule may rest on one. */
    private static final long SKEW = 3 * Weather.SECOND;

    String anyNode() {
        return "n" + weather.below(nodes);
    }

    /** What the node's own clock says. */
    long clockOf(String node) {
        return schedule.nowMicros() + Math.floorMod(node.hashCode() * 7919L, 2 * SKEW) - SKEW;
    }
}
