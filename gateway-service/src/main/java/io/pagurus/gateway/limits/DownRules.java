package io.pagurus.gateway.limits;

import io.pagurus.gateway.rules.RuleSection;
import java.time.Duration;

/**
 * Immutable. What a request of a class does when no node can take it.
 *
 * @param patience how long it waits at most, where it waits
 */
public record DownRules(Policy policy, Duration patience) {

    /** What becomes of it. */
    public enum Policy {
        /** It is refused at once, so that its sender can go elsewhere. */
        FAIL_FAST,
        /** It waits its turn: as nodes come back, the ones that came first go first. */
        QUEUE,
        /** It waits, and goes as soon as any node takes it. */
        PARK
    }

    public static final DownRules DEFAULT = new DownRules(Policy.PARK, Duration.ofSeconds(30));

    /** Reads the section {@code when-down}. */
    public static DownRules read(RuleSection section) {
        return new DownRules(
                section.choice("policy", Policy.class, DEFAULT.policy),
                section.duration("patience", DEFAULT.patience));
    }
}
