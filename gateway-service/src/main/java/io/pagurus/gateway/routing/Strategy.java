package io.pagurus.gateway.routing;

/**
 * Immutable. How one of several nodes is chosen. All but round-robin and rendezvous draw two nodes
 * by weight and take the better one: that is nearly as good as the best of all, costs the same in
 * any fleet, and does not send everybody to the same node.
 */
public sealed interface Strategy {

    /** By turns, in proportion to weight. */
    record RoundRobin() implements Strategy {}

    /** The fewest running for its weight; among equals the fewest placed of late. */
    record LeastConnections() implements Strategy {}

    /**
     * The better of two by latency, with what runs there, and success.
     *
     * @param latencyShare how much of the score is latency
     * @param successShare how much of it is success
     * @param exploration the share of choices that ignore the score, so that a node that was bad
     *     can show that it no longer is
     */
    record WeightedLatency(double latencyShare, double successShare, double exploration)
            implements Strategy {

        static final WeightedLatency DEFAULT = new WeightedLatency(0.6, 0.4, 0.05);
    }

    /** The lower of two by peak-sensitive latency and what runs there. */
    record PeakEwma() implements Strategy {}

    /**
     * By the placement key alone, alike at every gateway with the same picture; a request without a
     * key goes by least connections.
     */
    record Rendezvous() implements Strategy {}

    /** The less busy of two drawn by weight, and nothing else. */
    record PowerOfTwo() implements Strategy {}
}
