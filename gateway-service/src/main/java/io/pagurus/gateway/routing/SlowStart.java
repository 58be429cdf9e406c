package io.pagurus.gateway.routing;

import io.pagurus.gateway.rules.RuleSection;
import java.time.Duration;

/**
 * Immutable. A node that has come into rotation gets its share by and by: its weight is multiplied
 * by max(least, (t / window)^(1 / aggression)). Source: Envoy.
 *
 * @param window how long that takes; 0 is at once
 * @param aggression 1 rises evenly, above it sooner
 * @param least of its weight that it has from the beginning
 */
public record SlowStart(Duration window, double aggression, double least) {

    public static final SlowStart DEFAULT = new SlowStart(Duration.ofSeconds(30), 1, 0.1);

    private static final Duration LONGEST = Duration.ofHours(1);

    static SlowStart read(RuleSection section) {
        return new SlowStart(
                section.duration("window", DEFAULT.window, Duration.ZERO, LONGEST),
                section.decimal("aggression", DEFAULT.aggression, 0.1, 10),
                section.decimal("least", DEFAULT.least, 0.01, 1));
    }

    /** The part of its weight that a node has after that time in rotation. */
    double factor(long inRotationMicros) {
        double whole = window.toNanos() / 1e3;
        return inRotationMicros >= whole
                ? 1
                : Math.max(least, Math.pow(Math.max(0, inRotationMicros) / whole, 1 / aggression));
    }
}
