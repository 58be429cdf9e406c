package io.pagurus.gateway.classes;

import java.util.Comparator;
import java.util.Optional;

/** Immutable. What a request may say in a model's place. */
enum ModelAlias {
    /** The lowest price. */
    CHEAP("auto:cheap"),
    /** The shortest answer time. */
    FAST("auto:fast"),
    /** The lowest price for the time that it takes: half the price is worth twice the wait. */
    VALUE("auto:value");

    private final String text;

    ModelAlias(String text) {
        this.text = text;
    }

    /** The best first; among equals the names decide, so that every gateway chooses alike. */
    Comparator<Model> order() {
        Comparator<Model> order =
                switch (this) {
                    case CHEAP -> Comparator.comparingDouble(Model::blended);
                    case FAST -> Comparator.comparing(Model::latency);
                    case VALUE -> Comparator.comparingDouble(ModelAlias::priceOfTime);
                };
        return order.thenComparing(Model::name);
    }

    private static double priceOfTime(Model model) {
        return model.blended() * Math.max(1, model.latency().toMillis());
    }

    static Optional<ModelAlias> of(String text) {
        for (ModelAlias alias : values()) {
            if (alias.text.equals(text)) {
                return Optional.of(alias);
            }
        }
        return Optional.empty();
    }
}
