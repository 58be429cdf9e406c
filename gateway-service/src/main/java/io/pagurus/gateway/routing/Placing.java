package io.pagurus.gateway.routing;

import io.pagurus.gateway.fleet.FleetSnapshot;
import io.pagurus.gateway.upstream.NodeLoad;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Immutable by convention. What is to be placed.
 *
 * @param avoided nodes that the request knows to be gone
 * @param rules of its route
 * @param key by which rendezvous chooses; null when the request has none
 * @param label that the node must have; null when any will do
 * @param nowMicros as {@link NodeLoad#micros} has it
 */
public record Placing(
        FleetSnapshot fleet,
        Avoided avoided,
        PlacingRules rules,
        @Nullable String key,
        @Nullable String label,
        long nowMicros) {

    /** For a request that may go to any node. */
    public static Placing of(
            FleetSnapshot fleet,
            Avoided avoided,
            PlacingRules rules,
            @Nullable String key,
            Instant now) {
        return new Placing(fleet, avoided, rules, key, null, NodeLoad.micros(now));
    }

    Placing overLivesOnly() {
        return new Placing(fleet, avoided.overLivesOnly(), rules, key, label, nowMicros);
    }
}
