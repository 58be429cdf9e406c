package io.pagurus.gateway.classes;

import io.pagurus.gateway.rules.RuleSection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Immutable. The classes that there are, by name, and the models that they may be answered by. */
public record Classes(Map<String, RequestClass> byName, PriceTable models) {

    public static final String NORMAL = "normal";

    /** As long as rules say nothing else. */
    public static final Classes DEFAULT =
            new Classes(
                    Map.of(
                            "urgent",
                            RequestClass.of("urgent", 0, 100),
                            NORMAL,
                            RequestClass.of(NORMAL, 1, 100),
                            "bulk",
                            RequestClass.of("bulk", 2, 50)),
                    PriceTable.EMPTY);

    private static final int MOST = 16;

    public Classes {
        byName = Map.copyOf(byName);
    }

    /**
     * Reads the lists {@code models} and {@code classes} of a section, the latter over the three
     * that are always there.
     */
    public static Classes read(RuleSection section) {
        PriceTable models = PriceTable.read(section);
        Map<String, RequestClass> all = new LinkedHashMap<>(DEFAULT.byName);
        section.list("classes", each -> RequestClass.read(each, DEFAULT, models))
                .forEach(each -> all.put(each.name(), each));
        if (all.size() > MOST) {
            section.error("classes", "at most " + MOST);
        }
        return new Classes(all, models);
    }

    public RequestClass normal() {
        return byName.getOrDefault(NORMAL, RequestClass.of(NORMAL, 1, 100));
    }
}
