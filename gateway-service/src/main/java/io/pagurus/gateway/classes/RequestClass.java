package io.pagurus.gateway.classes;

import io.pagurus.gateway.limits.DownRules;
import io.pagurus.gateway.limits.Rank;
import io.pagurus.gateway.rules.RuleSection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. A kind of request.
 *
 * @param nodes labels of the nodes that it goes to, the best first; any node when none of them can
 * @param model what answers it where it names no model itself: a model, or an alias such as {@code
 *     auto:cheap}
 * @param rank by which it gets a node's places; its share is of the edge's requests at once, too
 * @param whenDown what it does when no node can take it; null where its route says that
 */
public record RequestClass(
        String name,
        List<String> nodes,
        @Nullable String model,
        Rank rank,
        @Nullable DownRules whenDown) {

    private static final int LAST_PRIORITY = 9;
    private static final int MOST_LABELS = 8;
    private static final int WHOLE = 100;

    static RequestClass of(String name, int priority, int share) {
        return new RequestClass(name, List.of(), null, new Rank(name, priority, share), null);
    }

    static RequestClass read(RuleSection section, Classes known, PriceTable models) {
        String name = section.text("name");
        RequestClass otherwise = known.byName().getOrDefault(name, of(name, 1, WHOLE));
        List<String> nodes = section.texts("nodes", otherwise.nodes);
        if (nodes.size() > MOST_LABELS) {
            section.error("nodes", "at most " + MOST_LABELS);
        }
        String model = section.optionalText("model").orElse(otherwise.model);
        if (model != null && !models.canMean(model)) {
            section.error("model", models.expected());
        }
        return new RequestClass(
                name,
                nodes,
                model,
                new Rank(
                        name,
                        section.count("priority", otherwise.rank.priority(), 0, LAST_PRIORITY),
                        section.count("share", otherwise.rank.share(), 1, WHOLE)),
                section.optional("when-down", DownRules::read).orElse(otherwise.whenDown));
    }
}
