package io.pagurus.protocol.explore;

import io.pagurus.protocol.invariant.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. What came of an exploration.
 *
 * @param states different ones that were met
 * @param steps from one to another, or back to a known one
 * @param finished whether there are no others
 * @param violation the nearest; null when there is none
 * @param path the steps that lead there
 */
public record Exploration(
        int states,
        long steps,
        boolean finished,
        @Nullable Violation violation,
        List<String> path) {

    public Exploration {
        path = List.copyOf(path);
    }
}
