package io.pagurus.gateway.explain;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.pagurus.gateway.fleet.FleetNode;
import io.pagurus.gateway.fleet.FleetSnapshot;
import io.pagurus.gateway.routing.LeftOut;
import io.pagurus.gateway.routing.Look;
import io.pagurus.gateway.trail.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. Why this node and no other.
 *
 * @param by {@code wish}: its client was there before; {@code key}; {@code strategy}
 * @param key the kind of its placement key, never the key; absent without one
 * @param labels that the node had to have
 * @param regions how many regions' nodes were weighed; those before the last were full
 * @param nodes the chosen one first, then those that were weighed, then the others; empty when the
 *     picture of the fleet is not kept any more
 * @param moreNodes how many more there were
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExplainedPlacement(
        String by,
        String strategy,
        @Nullable String key,
        List<String> labels,
        int regions,
        List<ExplainedNode> nodes,
        int moreNodes) {

    /** More would be read by nobody. */
    private static final int MOST_NODES = 500;

    /**
     * Immutable. A node beside the choice.
     *
     * @param leftOut why it was not the one; absent at the one that was
     * @param busy requests of this gateway running at it, had it the average weight
     * @param latencyMillis as this gateway expected it
     * @param success the share of good answers, from 0 to 1
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ExplainedNode(
            String node,
            String region,
            @Nullable String leftOut,
            @Nullable Double busy,
            @Nullable Double latencyMillis,
            @Nullable Double success) {}

    static ExplainedPlacement of(Step.Placed placed) {
        Look.Seen seen = placed.seen();
        List<ExplainedNode> all =
                seen.picture()
                        .fleet()
                        .map(fleet -> nodes(fleet, seen, placed.node()))
                        .orElse(List.of());
        List<ExplainedNode> told = all.subList(0, Math.min(MOST_NODES, all.size()));
        return new ExplainedPlacement(
                seen.how().name().toLowerCase(Locale.ROOT),
                seen.rules().strategy().kind(),
                placed.key(),
                seen.labels().stream().sorted().toList(),
                seen.pools(),
                told,
                all.size() - told.size());
    }

    private static List<ExplainedNode> nodes(FleetSnapshot fleet, Look.Seen seen, String chosen) {
        Map<String, Look.Candidate> weighed =
                seen.weighed().stream()
                        .collect(Collectors.toMap(Look.Candidate::node, Function.identity()));
        List<ExplainedNode> all = new ArrayList<>();
        fleet.node(chosen)
                .ifPresent(one ->
                        fleet.nodes()
                                .forEach(node ->
                                        all.add(
                                                node(
                                                        fleet,
                                                        seen,
                                                        node,
                                                        one,
                                                        weighed.get(node.id())))));
        all.sort(
                Comparator.comparing((ExplainedNode node) -> node.leftOut() != null)
                        .thenComparing(node -> node.busy() == null)
                        .thenComparing(ExplainedNode::node));
        return all;
    }

    private static ExplainedNode node(
            FleetSnapshot fleet,
            Look.Seen seen,
            FleetNode node,
            FleetNode chosen,
            Look.@Nullable Candidate weighed) {
        boolean isChosen = node.id().equals(chosen.id());
        return new ExplainedNode(
                node.id(),
                node.region(),
                isChosen ? null : LeftOut.of(fleet, seen, node, chosen).label(),
                weighed == null ? null : weighed.busy(),
                weighed == null ? null : Explanation.millis((long) weighed.latencyMicros()),
                weighed == null ? null : weighed.success());
    }
}
