package io.pagurus.protocol.simulation;

import io.pagurus.protocol.invariant.Violation;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. What came of a simulation.
 *
 * @param digest of everything that happened: the same seed gives the same
 * @param violation the first; null when there was none
 * @param tallies for people
 */
public record SimulationReport(
        long seed, long steps, long digest, @Nullable Violation violation, String tallies) {}
