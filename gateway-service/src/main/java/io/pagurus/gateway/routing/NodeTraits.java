package io.pagurus.gateway.routing;

import io.pagurus.gateway.rules.RuleSection;
import io.pagurus.gateway.upstream.NodeManner;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. What the rules say of a node beyond the registry.
 *
 * @param labels by which routes and rollouts name nodes
 * @param backup whether it is used only when no other node can be
 * @param weight in place of the registry's; null leaves that
 * @param manner how it is spoken to
 */
public record NodeTraits(
        Set<String> labels, boolean backup, @Nullable Integer weight, NodeManner manner) {

    public static final NodeTraits NONE = new NodeTraits(Set.of(), false, null, NodeManner.DEFAULT);

    private static final int MOST_WEIGHT = 1_000_000;

    public NodeTraits {
        labels = Set.copyOf(labels);
    }

    /** One that is spoken to as all are. */
    public NodeTraits(Set<String> labels, boolean backup, @Nullable Integer weight) {
        this(labels, backup, weight, NodeManner.DEFAULT);
    }

    public static NodeTraits read(RuleSection section) {
        return new NodeTraits(
                new HashSet<>(section.texts("labels", List.of())),
                section.flag("backup", false),
                section.has("weight") ? section.count("weight", 0, 0, MOST_WEIGHT) : null,
                NodeManner.read(section));
    }
}
