package io.pagurus.gateway.access;

import io.pagurus.gateway.rules.RuleSection;
import java.time.Duration;

/**
 * Immutable, pure. So many requests a time, and so many at once: a token bucket, kept as the one
 * time at which it will be full again (the generic cell rate algorithm). Times are microseconds.
 *
 * @param burst what a full bucket holds
 */
public record Quota(long requests, Duration per, long burst) {

    private static final long MOST = 1_000_000;
    private static final long MICROS = 1_000_000;

    /**
     * Immutable. What came of taking one.
     *
     * @param fullAt when the bucket is full again
     * @param left how many more could be taken now
     * @param pause until one can be taken; 0 when one was
     */
    public record Taken(boolean allowed, long fullAt, long left, long pause, long untilFull) {}

    static Quota read(RuleSection section) {
        long requests = section.number("requests", 0, 0, MOST);
        if (requests == 0) {
            section.error("requests", "a whole number from 1 to " + MOST);
        }
        Duration per =
                section.duration(
                        "per", Duration.ofSeconds(1), Duration.ofMillis(1), Duration.ofDays(1));
        return new Quota(
                Math.max(1, requests),
                per,
                section.number("burst", Math.max(1, requests), 1, MOST));
    }

    /** How long one takes to come back. */
    long interval() {
        return Math.max(1, per.toNanos() / 1_000 / requests);
    }

    /**
     * Takes one, if there is one.
     *
     * @param fullAt as it was left; what lies behind is a full bucket
     */
    Taken take(long fullAt, long now) {
        long since = Math.max(fullAt, now);
        long next = since + interval();
        long wait = next - burst * interval() - now;
        return wait > 0
                ? new Taken(false, since, 0, wait, since - now)
                : new Taken(true, next, -wait / interval(), 0, next - now);
    }

    static long seconds(long micros) {
        return Math.ceilDiv(micros, MICROS);
    }
}
