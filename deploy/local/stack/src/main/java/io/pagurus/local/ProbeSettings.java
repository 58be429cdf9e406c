package io.pagurus.local;

import java.time.Duration;

/**
 * Immutable. How health-service watches the nodes.
 *
 * @param interval between two probes of a node; lower finds a hanging node sooner and asks more
 * @param timeout of one probe; lower finds a hanging node sooner and mistakes a slow one for it
 * @param failures in a row that eject a node
 */
public record ProbeSettings(Duration interval, Duration timeout, int failures) {

    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(3);

    /** What a deployment has unless it says otherwise. */
    public static ProbeSettings standard() {
        return new ProbeSettings(Duration.ofSeconds(15), Duration.ofSeconds(2), 3);
    }

    /** For drills and tests, which do not wait for three times fifteen seconds. */
    public static ProbeSettings fast() {
        return new ProbeSettings(Duration.ofMillis(500), Duration.ofMillis(400), 3);
    }

    /**
     * How long a gateway watches a node's silence before it asks health-service about it: the
     * gateway's default, or two probes where probes are faster than that.
     */
    Duration stallSuspicion() {
        Duration twoProbes = interval.multipliedBy(2);
        return twoProbes.compareTo(LONGEST_SILENCE) < 0 ? twoProbes : LONGEST_SILENCE;
    }
}
