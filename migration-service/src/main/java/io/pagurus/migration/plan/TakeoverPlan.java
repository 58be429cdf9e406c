package io.pagurus.migration.plan;

import java.util.Comparator;
import java.util.List;

/** Immutable. The sessions of one migration, in the order in which they move. */
public record TakeoverPlan(List<SessionNeed> order) {

    public TakeoverPlan {
        order = List.copyOf(order);
    }

    /** The most urgent first; within that by id, so that two runs of a plan are alike. */
    public static TakeoverPlan of(List<SessionNeed> needs) {
        return new TakeoverPlan(
                needs.stream()
                        .sorted(
                                Comparator.comparing(SessionNeed::urgency)
                                        .thenComparing(SessionNeed::sessionId))
                        .toList());
    }
}
