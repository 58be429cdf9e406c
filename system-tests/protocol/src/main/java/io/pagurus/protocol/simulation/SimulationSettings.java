package io.pagurus.protocol.simulation;

import io.pagurus.protocol.variant.Protocol;

/**
 * Immutable. What is simulated.
 *
 * @param seed decides all that is left to chance
 * @param steps after which nothing goes wrong any more
 * @param conversations at the same time
 * @param nodes that run turns
 * @param instances of the store
 */
public record SimulationSettings(
        Protocol protocol,
        long seed,
        long steps,
        int conversations,
        int nodes,
        int instances,
        int partitions) {

    public static SimulationSettings of(Protocol protocol, long seed, long steps) {
        return new SimulationSettings(protocol, seed, steps, 24, 4, 3, 4);
    }
}
