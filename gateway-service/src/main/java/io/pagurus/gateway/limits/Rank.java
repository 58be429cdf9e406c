package io.pagurus.gateway.limits;

/**
 * Immutable. How a request stands among those that ask for a node's places.
 *
 * @param kind its class
 * @param priority lower is more urgent
 * @param share in percent: its kind takes no more than this part of the places, which leaves the
 *     rest to others
 */
public record Rank(String kind, int priority, int share) {

    private static final int WHOLE = 100;

    /** Whether its kind needs no counting. */
    public boolean hasAll() {
        return share >= WHOLE;
    }

    /** How many of so many places its kind takes at most; at least one. */
    public int most(int places) {
        return (int) Math.max(1, (long) places * share / WHOLE);
    }
}
