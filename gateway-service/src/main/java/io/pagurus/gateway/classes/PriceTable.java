package io.pagurus.gateway.classes;

import io.pagurus.gateway.rules.RuleSection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Immutable. The models that there are, and what they cost. */
public record PriceTable(List<Model> models) {

    public static final PriceTable EMPTY = new PriceTable(List.of());

    private static final int MOST = 256;

    /** Reads the list {@code models} of a section. */
    public static PriceTable read(RuleSection section) {
        List<Model> models = section.list("models", Model::read);
        Set<String> names = new HashSet<>();
        if (models.size() > MOST) {
            section.error("models", "at most " + MOST);
        }
        if (!models.stream()
                .allMatch(m -> names.add(m.name()) && ModelAlias.of(m.name()).isEmpty())) {
            section.error("models", "names that differ, and are no aliases");
        }
        return new PriceTable(models);
    }

    Optional<Model> find(String name) {
        return models.stream().filter(model -> model.name().equals(name)).findFirst();
    }

    /** Whether a name is one of a model of the table, or an alias for one. */
    boolean canMean(String name) {
        return find(name).isPresent() || (ModelAlias.of(name).isPresent() && !models.isEmpty());
    }

    String expected() {
        return "a model of the price table, auto:cheap, auto:fast or auto:value";
    }

    /**
     * The model that is meant.
     *
     * @param among names that it has to be one of; empty for all
     * @param served whether there is a node that serves it now; one that nobody serves is only
     *     taken when none is served
     */
    Optional<Model> meant(String name, Set<String> among, Predicate<Model> served) {
        Optional<ModelAlias> alias = ModelAlias.of(name);
        if (alias.isEmpty()) {
            return find(name);
        }
        List<Model> allowed =
                models.stream()
                        .filter(model -> among.isEmpty() || among.contains(model.name()))
                        .sorted(alias.get().order())
                        .toList();
        return allowed.stream().filter(served).findFirst().or(() -> allowed.stream().findFirst());
    }
}
