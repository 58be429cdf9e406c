package io.pagurus.gateway.routing;

import io.pagurus.gateway.fleet.FleetNode;
import java.time.Instant;

/**
 * Immutable. What is to be done with a request next.
 *
 * <pre>
 *   (no owner) ──► Grant ──► Forward          Hold ──► (decide again)
 *   (owner out of rotation) ──► Grant         Refuse: the end
 * </pre>
 */
public sealed interface Route {

    /** Send it to its owner. */
    record Forward(FleetNode node, long epoch) implements Route {}

    /**
     * Have a node made the owner first.
     *
     * @param expectedEpoch 0 opens the session, else the epoch of the owner that is left
     */
    record Grant(FleetNode candidate, long expectedEpoch, String reason) implements Route {}

    /** Nobody can take it now; decide again then. */
    record Hold(Instant until) implements Route {}

    /** It has waited as long as it may. */
    record Refuse(String reason) implements Route {}
}
