package io.pagurus.gateway.routing;

import io.pagurus.events.WantedState;
import io.pagurus.gateway.fleet.FleetNode;
import io.pagurus.gateway.fleet.FleetSnapshot;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Immutable. Why a node did not get a request that was placed elsewhere. */
public enum LeftOut {
    /** An operator wants no new sessions there. */
    DRAINING,
    NO_WEIGHT,
    REGION_HAS_NO_WEIGHT,
    /** Route, class, rollout or model want a label that it does not have. */
    LACKS_LABEL,
    NOT_IN_ROTATION,
    /** The request had seen it fail or be full. */
    AVOIDED,
    /** It had failed this gateway lately. */
    FAILED_LATELY,
    /** A backup, or without the active label: others could serve. */
    STANDS_BY,
    /** The placement fell on another region, by the regions' shares. */
    OTHER_REGION,
    /** The client was at the chosen node before. */
    CLIENT_IS_ELSEWHERE,
    /** The hash of the placement key is for the chosen node. */
    OTHER_BY_KEY,
    /** It was weighed, and the chosen one was better, or it was not its turn. */
    WEIGHED,
    /** Of many nodes two are drawn; it was not. */
    NOT_DRAWN;

    private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** As operators read it. */
    public String label() {
        return label;
    }

    /**
     * What keeps a node from a route as long as rules and registry stay; null when nothing does.
     */
    static @Nullable LeftOut byRules(
            FleetSnapshot fleet, PlacingRules rules, Set<String> labels, FleetNode node) {
        if (node.wanted() != WantedState.ACTIVE) {
            return DRAINING;
        }
        if (rules.nodes().weight(node) <= 0) {
            return NO_WEIGHT;
        }
        if (fleet.regionWeight(node.region()) <= 0) {
            return REGION_HAS_NO_WEIGHT;
        }
        return rules.nodes().of(node.id()).labels().containsAll(labels) ? null : LACKS_LABEL;
    }

    /**
     * Why a node was not the one.
     *
     * @param fleet that was decided on
     * @param chosen the one that was
     */
    public static LeftOut of(
            FleetSnapshot fleet, Look.Seen seen, FleetNode node, FleetNode chosen) {
        LeftOut byRules = byRules(fleet, seen.rules(), seen.labels(), node);
        if (byRules != null) {
            return byRules;
        }
        if (!node.inRotation()) {
            return NOT_IN_ROTATION;
        }
        if (seen.avoided().contains(node.id())) {
            return AVOIDED;
        }
        for (Look.Candidate candidate : seen.weighed()) {
            if (candidate.node().equals(node.id())) {
                return candidate.passedOver() ? FAILED_LATELY : WEIGHED;
            }
        }
        if (standsBy(seen.rules(), node) && !standsBy(seen.rules(), chosen)) {
            return STANDS_BY;
        }
        return switch (seen.how()) {
            case WISH -> CLIENT_IS_ELSEWHERE;
            case KEY -> OTHER_BY_KEY;
            case STRATEGY -> node.region().equals(chosen.region()) ? NOT_DRAWN : OTHER_REGION;
        };
    }

    static boolean standsBy(PlacingRules rules, FleetNode node) {
        NodeTraits traits = rules.nodes().of(node.id());
        String active = rules.strategy().active();
        return traits.backup() || (active != null && !traits.labels().contains(active));
    }
}
