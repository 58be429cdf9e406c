package io.pagurus.gateway.classes;

import io.pagurus.gateway.rules.RuleSection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. Which models answer a route's requests.
 *
 * @param usual what answers a request that names none, unless its class says otherwise; savings are
 *     against it. Null when there is none
 * @param among the models that an alias may mean; empty for all
 * @param rewrite which requests' model is put in by the edge
 * @param maxBody the longest request; it is held in memory
 * @param table of all models
 */
public record ModelRules(
        @Nullable Model usual, Set<String> among, Rewrite rewrite, long maxBody, PriceTable table) {

    /** Which requests' model is put in by the edge. */
    public enum Rewrite {
        /** Those that name an alias or no model. */
        ALIASES,
        /** All whose class has a model, too. */
        ALWAYS
    }

    private static final int MOST_BODY = 64 << 20;
    private static final int USUAL_BODY = 8 << 20;

    /** Reads the section {@code model} of a route. */
    public static ModelRules read(RuleSection section, PriceTable table) {
        List<String> among = section.texts("among", List.of());
        if (!among.stream().allMatch(name -> table.find(name).isPresent())) {
            section.error("among", "models of the price table");
        }
        String usual = section.optionalText("default").orElse(null);
        if (usual != null && table.find(usual).isEmpty()) {
            section.error("default", "a model of the price table");
        }
        return new ModelRules(
                usual == null ? null : table.find(usual).orElse(null),
                Set.copyOf(among),
                section.choice("rewrite", Rewrite.class, Rewrite.ALIASES),
                section.number("max-body", USUAL_BODY, 1, MOST_BODY),
                table);
    }
}
