package io.pagurus.gateway.routing;

import io.pagurus.gateway.fleet.FleetSnapshot;
import io.pagurus.gateway.upstream.NodeLoad;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Immutable by convention. What is to be placed.
 *
 * @param avoided nodes that the request knows to be gone
 * @param rules of its route
 * @param key by which rendezvous chooses; null when the request has none
 * @param wanted alternatives, the best first: the labels that a node must have, all of them
 * @param nowMicros as {@link NodeLoad#micros} has it
 */
public record Placing(
        FleetSnapshot fleet,
        Avoided avoided,
        PlacingRules rules,
        @Nullable String key,
        List<Set<String>> wanted,
        long nowMicros) {

    /** For a request that may go to any node. */
    public static final List<Set<String>> ANY_NODE = List.of(Set.of());

    /** For a request of now. */
    public static Placing of(
            FleetSnapshot fleet,
            Avoided avoided,
            PlacingRules rules,
            @Nullable String key,
            List<Set<String>> wanted,
            Instant now) {
        return new Placing(fleet, avoided, rules, key, wanted, NodeLoad.micros(now));
    }

    Placing overLivesOnly() {
        return new Placing(fleet, avoided.overLivesOnly(), rules, key, wanted, nowMicros);
    }
}
