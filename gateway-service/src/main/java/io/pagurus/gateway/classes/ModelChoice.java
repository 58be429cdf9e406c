package io.pagurus.gateway.classes;

import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. Which model answers a request.
 *
 * @param putIn whether the edge names it in the request's place
 */
record ModelChoice(Model model, boolean putIn) {

    /**
     * Decides, purely.
     *
     * @param named what the request says; null when it says nothing
     * @param served whether there is a node for a model now
     * @return empty for a model that the table does not have, or where nothing names one
     */
    static Optional<ModelChoice> of(
            ModelRules rules, RequestClass asked, @Nullable String named, Predicate<Model> served) {
        if (named != null && ModelAlias.of(named).isEmpty()) {
            return asked.model() != null && rules.rewrite() == ModelRules.Rewrite.ALWAYS
                    ? meant(rules, asked.model(), named, served)
                    : rules.table().find(named).map(model -> new ModelChoice(model, false));
        }
        String wanted = named != null ? named : wanted(rules, asked);
        return wanted == null ? Optional.empty() : meant(rules, wanted, named, served);
    }

    private static Optional<ModelChoice> meant(
            ModelRules rules, String wanted, @Nullable String named, Predicate<Model> served) {
        return rules.table()
                .meant(wanted, rules.among(), served)
                .map(model -> new ModelChoice(model, !model.name().equals(named)));
    }

    private static @Nullable String wanted(ModelRules rules, RequestClass asked) {
        if (asked.model() != null) {
            return asked.model();
        }
        return rules.usual() == null ? null : rules.usual().name();
    }
}
