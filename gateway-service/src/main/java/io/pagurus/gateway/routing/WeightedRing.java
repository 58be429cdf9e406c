package io.pagurus.gateway.routing;

/**
 * Immutable; where one stands on it is the caller's. Smooth weighted round-robin in constant time:
 * each index owns as many places of a ring as it weighs, and steps of the golden ratio go round it,
 * so that a full round takes each place once and takes turns on the way.
 *
 * <p>Rejected: nginx's smooth round-robin, which looks at every node for each choice, and a queue
 * of deadlines as Envoy's, which costs the logarithm and has to be kept for each event loop.
 */
final class WeightedRing {

    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    private final long[] ends;
    private final int[] guide;
    private final long places;
    private final long step;

    /**
     * @param weights each above 0, at least one
     */
    WeightedRing(int[] weights) {
        int n = weights.length;
        long divisor = 0;
        for (int weight : weights) {
            divisor = divisor(divisor, weight);
        }
        ends = new long[n];
        long end = 0;
        for (int i = 0; i < n; i++) {
            end += weights[i] / divisor;
            ends[i] = end;
        }
        places = end;
        step = step(places);
        guide = new int[n];
        int owner = 0;
        for (int i = 0; i < n; i++) {
            while (ends[owner] * n <= i * places) {
                owner++;
            }
            guide[i] = owner;
        }
    }

    long places() {
        return places;
    }

    /** The place after this one. */
    long next(long place) {
        long next = place + step;
        return next >= places ? next - places : next;
    }

    /** Who owns a place; on average a step behind where the guide points. */
    int owner(long place) {
        int owner = guide[(int) (place * guide.length / places)];
        while (ends[owner] <= place) {
            owner++;
        }
        return owner;
    }

    /** Nearest to the golden section of those that meet every place. */
    private static long step(long places) {
        long golden = Math.round(places * GOLDEN);
        for (long off = 0; ; off++) {
            if (divisor(places, golden - off) == 1) {
                return golden - off;
            }
            if (divisor(places, golden + off) == 1) {
                return golden + off;
            }
        }
    }

    private static long divisor(long a, long b) {
        return b == 0 ? a : divisor(b, a % b);
    }
}
