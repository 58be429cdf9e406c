package io.pagurus.gateway.classes;

import io.pagurus.gateway.rules.RuleSection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. A kind of request.
 *
 * @param priority by which requests that wait for a node are called; lower is sooner
 * @param nodes labels of the nodes that it goes to, the best first; any node when none of them can
 * @param model what answers it where it names no model itself: a model, or an alias such as {@code
 *     auto:cheap}
 * @param share in percent: of the edge's requests at once and of each node's places it takes no
 *     more, so that the rest is always there for others
 */
public record RequestClass(
        String name, int priority, List<String> nodes, @Nullable String model, int share) {

    private static final int LAST_PRIORITY = 9;
    private static final int MOST_LABELS = 8;
    private static final int WHOLE = 100;

    static RequestClass of(String name, int priority, int share) {
        return new RequestClass(name, priority, List.of(), null, share);
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
                section.count("priority", otherwise.priority, 0, LAST_PRIORITY),
                nodes,
                model,
                section.count("share", otherwise.share, 1, WHOLE));
    }
}
