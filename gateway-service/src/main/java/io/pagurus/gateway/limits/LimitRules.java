package io.pagurus.gateway.limits;

import io.pagurus.gateway.rules.RuleSection;

/**
 * Immutable. What holds for all nodes.
 *
 * @param node how many requests one has at once, where it has no limits of its own
 */
public record LimitRules(GateRules node, OutlierRules outliers, RetryRules retries) {

    public static final LimitRules DEFAULT =
            new LimitRules(GateRules.DEFAULT, OutlierRules.DEFAULT, RetryRules.DEFAULT);

    /** Reads the section {@code limits}. */
    public static LimitRules read(RuleSection section) {
        return new LimitRules(
                section.section("node", GateRules::read),
                section.section("outliers", OutlierRules::read),
                section.section("retries", RetryRules::read));
    }
}
