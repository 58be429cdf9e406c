package io.pagurus.gateway.limits;

import io.pagurus.gateway.rules.RuleSection;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Immutable. When a node that fails gets no new work for a while. The names are nginx' own, as are
 * the first two numbers' meaning; the growing time and the share are Envoy's.
 *
 * @param maxFails failures within the time, without a success between them; 0 switches it off
 * @param failTimeout in which they have to happen, and for which the node then gets nothing; each
 *     time in a row it is that much longer
 * @param longest for which a node gets nothing
 * @param mostPercent of the fleet that this may be true of at once: beyond it, it is more likely
 *     that this gateway is the sick one
 * @param statuses answers that are failures too, each from {@value #LEAST_STATUS} on; by default
 *     Envoy's gateway failures, which a proxy or a supervisor in front of a sick node gives
 */
public record OutlierRules(
        int maxFails,
        Duration failTimeout,
        Duration longest,
        int mostPercent,
        Set<Integer> statuses) {

    public static final OutlierRules DEFAULT =
            new OutlierRules(
                    3, Duration.ofSeconds(30), Duration.ofMinutes(5), 50, Set.of(502, 503, 504));

    private static final int LEAST_STATUS = 400;
    private static final int MOST_STATUS = 599;

    public OutlierRules {
        statuses = Set.copyOf(statuses);
    }

    boolean isFailure(int status) {
        return status >= LEAST_STATUS && statuses.contains(status);
    }

    /** Reads the section {@code outliers}. */
    public static OutlierRules read(RuleSection section) {
        return new OutlierRules(
                section.count("max-fails", DEFAULT.maxFails, 0, 1_000),
                section.duration(
                        "fail-timeout",
                        DEFAULT.failTimeout,
                        Duration.ofMillis(1),
                        Duration.ofDays(1)),
                section.duration("longest", DEFAULT.longest),
                section.count("most-percent", DEFAULT.mostPercent, 0, 100),
                Set.copyOf(
                        section.counts(
                                "statuses",
                                List.copyOf(DEFAULT.statuses),
                                LEAST_STATUS,
                                MOST_STATUS)));
    }
}
