package io.pagurus.gateway.classes;

import io.pagurus.gateway.limits.DownRules;
import io.pagurus.gateway.limits.Rank;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. What a request asks of the node that it goes to.
 *
 * @param rank by which it gets one of the node's places
 * @param whenDown what is to become of it when no node can take it; null where its route says that
 * @param nodes alternatives, the best first; each is the labels that a node must have, all of them
 */
public record Wishes(Rank rank, @Nullable DownRules whenDown, List<Set<String>> nodes) {

    private static final List<Set<String>> ANY_NODE = List.of(Set.of());

    /**
     * The wishes of a request.
     *
     * @param tracks labels of the rollout, in the order in which they are tried; empty without one
     * @param model the label of the nodes that serve its model; null when all do
     */
    public static Wishes of(RequestClass asked, List<String> tracks, @Nullable String model) {
        List<Set<String>> nodes =
                tracks.isEmpty() && model == null && asked.nodes().isEmpty()
                        ? ANY_NODE
                        : alternatives(asked.nodes(), tracks, model);
        return new Wishes(asked.rank(), asked.whenDown(), nodes);
    }

    /** A track is kept to before a preference is. */
    private static List<Set<String>> alternatives(
            List<String> preferred, List<String> tracks, @Nullable String model) {
        Set<Set<String>> all = new LinkedHashSet<>();
        for (String track : tracks.isEmpty() ? List.of("") : tracks) {
            preferred.forEach(label -> all.add(labels(track, model, label)));
            all.add(labels(track, model, ""));
        }
        return List.copyOf(all);
    }

    private static Set<String> labels(String track, @Nullable String model, String preferred) {
        Set<String> labels = new HashSet<>();
        labels.add(track);
        labels.add(model == null ? "" : model);
        labels.add(preferred);
        labels.remove("");
        return Set.copyOf(labels);
    }
}
