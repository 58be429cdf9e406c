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
 * @param wish the node where its client was before; null when nobody knows
 * @param nowMicros as {@link NodeLoad#micros} has it
 */
public record Placing(
        FleetSnapshot fleet,
        Avoided avoided,
        PlacingRules rules,
        @Nullable String key,
        List<Set<String>> wanted,
        @Nullable String wish,
        long nowMicros) {

    /** For a client that was nowhere before. */
    public Placing(
            FleetSnapshot fleet,
            Avoided avoided,
            PlacingRules rules,
            @Nullable String key,
            List<Set<String>> wanted,
            long nowMicros) {
        this(fleet, avoided, rules, key, wanted, null, nowMicros);
    }

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
        return new Placing(fleet, avoided.overLivesOnly(), rules, key, wanted, wish, nowMicros);
    }

    /** The same, for a client that would rather come back to a node. */
    public Placing near(@Nullable String node) {
        return node == null
                ? this
                : new Placing(fleet, avoided, rules, key, wanted, node, nowMicros);
    }

    /** Whether a node serves the route: one that stands by for it keeps no client. */
    boolean isServedBy(String nodeId, Set<String> labels) {
        NodeTraits traits = rules.nodes().of(nodeId);
        String active = rules.strategy().active();
        return !traits.backup()
                && traits.labels().containsAll(labels)
                && (active == null || traits.labels().contains(active));
    }
}
