package io.pagurus.protocol.check;

import io.pagurus.protocol.explore.Exploration;
import io.pagurus.protocol.explore.Explorer;
import io.pagurus.protocol.explore.Model;
import java.util.function.Supplier;

/**
 * Immutable. A model to be explored.
 *
 * @param model made anew for each exploration, and gone after it
 */
public record Part(String name, Supplier<Model<?>> model) {

    /** Beyond it a model is reported as not finished: about four gigabytes. */
    private static final int MOST_STATES = 40_000_000;

    public Exploration explore() {
        return Explorer.of(model.get(), MOST_STATES);
    }
}
