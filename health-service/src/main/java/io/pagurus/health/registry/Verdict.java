package io.pagurus.health.registry;

import io.pagurus.events.TopologyState;
import org.jspecify.annotations.Nullable;

/** Immutable. What came of asking for a change. */
public sealed interface Verdict {

    /** The fold's word on a change: final, and the same for every reader of the log. */
    sealed interface Decided extends Verdict {}

    /**
     * The change holds.
     *
     * @param before the node or region before it; null when it did not exist
     * @param after the node or region after it; null when it was removed
     */
    record Accepted(@Nullable TopologyState before, @Nullable TopologyState after)
            implements Decided {}

    /**
     * The change was ignored.
     *
     * @param current the node or region as it is; null when it does not exist
     */
    record Refused(Reason reason, @Nullable TopologyState current) implements Decided {}

    /** No verdict came in time. The change may still be accepted. */
    record Unavailable(String reason) implements Verdict {}

    /** Why the fold ignored a change. */
    enum Reason {
        /** The node or region has another version than the change expects. */
        STALE_VERSION,
        /** There is no such node. */
        UNKNOWN
    }
}
