package io.pagurus.gateway.limits;

import io.pagurus.gateway.rules.RuleSection;

/**
 * Immutable. How much of the work may be repeated work. Source of the form and the numbers: Envoy's
 * retry budget.
 *
 * @param percent of the requests that run now, which may be retries
 * @param least retries that are always allowed, for an edge with little to do
 */
public record RetryRules(int percent, int least) {

    public static final RetryRules DEFAULT = new RetryRules(20, 3);

    /** Reads the section {@code retries}. */
    public static RetryRules read(RuleSection section) {
        return new RetryRules(
                section.count("percent", DEFAULT.percent, 0, 100),
                section.count("least", DEFAULT.least, 0, 1_000_000));
    }
}
