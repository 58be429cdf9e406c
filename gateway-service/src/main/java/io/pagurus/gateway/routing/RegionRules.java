package io.pagurus.gateway.routing;

import io.pagurus.gateway.rules.RuleSection;
import java.util.List;

/**
 * Immutable. How placements are spread over regions.
 *
 * @param order regions that come before the others, the first first
 * @param overprovisioning by how much the nodes of a region exceed its need: at 1.4 it keeps its
 *     whole share until 5 of 7 are left. Higher sheds load later
 * @param spillAbove how many requests at a node of average weight make it full; a region whose
 *     nodes are full passes new ones on. Lower uses other regions, which are farther, sooner; 0 is
 *     never
 */
public record RegionRules(Mode mode, List<String> order, double overprovisioning, int spillAbove) {

    /** Which region comes first. */
    public enum Mode {
        /** Each by its share. */
        BY_WEIGHT,
        /** The gateway's own, and what it cannot take by the shares of the others. */
        LOCAL_FIRST,
        /** The first of the order that can; the others stand by. */
        IN_ORDER
    }

    /** Spills where the issue wants a node's latency to stay as it is: at 50 requests. */
    public static final RegionRules DEFAULT = new RegionRules(Mode.BY_WEIGHT, List.of(), 1.4, 50);

    private static final double MOST_OVERPROVISIONING = 100;
    private static final int MOST_REQUESTS = 1_000_000;

    public RegionRules {
        order = List.copyOf(order);
    }

    static RegionRules read(RuleSection section) {
        Mode mode = section.choice("mode", Mode.class, DEFAULT.mode);
        List<String> order = section.texts("order", List.of());
        if ((mode == Mode.IN_ORDER) == order.isEmpty()) {
            section.error("order", "regions, the first first, with mode in-order and only there");
        }
        return new RegionRules(
                mode,
                order,
                section.decimal(
                        "overprovisioning", DEFAULT.overprovisioning, 1, MOST_OVERPROVISIONING),
                section.count("spill-above", DEFAULT.spillAbove, 0, MOST_REQUESTS));
    }

    /** The regions that come before the others, at a gateway of this region. */
    List<String> first(String local) {
        return switch (mode) {
            case BY_WEIGHT -> List.of();
            case LOCAL_FIRST -> List.of(local);
            case IN_ORDER -> order;
        };
    }
}
