package io.pagurus.session.journal;

import java.time.Duration;

/**
 * Confined to the reader's thread. How often somebody has taken this instance's place in the group.
 * What a process that is gone had sent may arrive late, and a coordinator that takes over may know
 * the members of a moment ago: that happens once or twice, and coming back is right. A process that
 * runs under the same id does it each time, and does so to us; one of the two has to yield, and
 * that is whoever was the first to lose too often.
 */
final class Fencings {

    private static final int MOST = 3;
    private static final Duration WITHIN = Duration.ofMinutes(5);

    private int count;
    private long lastNanos;

    /** The place was taken; whether to come back for it. */
    boolean another(long nowNanos) {
        boolean late = count > 0 && nowNanos - lastNanos > WITHIN.toNanos();
        count = late ? 1 : count + 1;
        lastNanos = nowNanos;
        return count <= MOST;
    }
}
