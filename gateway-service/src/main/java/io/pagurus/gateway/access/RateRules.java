package io.pagurus.gateway.access;

import io.pagurus.gateway.rules.RuleSection;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. How often one principal may use a route; where nobody says who they are, one address.
 *
 * @param local at each gateway; null for no limit
 * @param global at all gateways together; null for no limit
 */
public record RateRules(@Nullable Quota local, @Nullable Quota global) {

    public static final RateRules NONE = new RateRules(null, null);

    public static RateRules read(RuleSection section) {
        return new RateRules(
                section.optional("local", Quota::read).orElse(null),
                section.optional("global", Quota::read).orElse(null));
    }

    public boolean isNone() {
        return local == null && global == null;
    }
}
