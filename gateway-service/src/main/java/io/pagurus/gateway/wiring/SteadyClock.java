package io.pagurus.gateway.wiring;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Thread-safe. The time of day at start plus what has passed since: a step of the machine's clock
 * moves no deadline.
 */
final class SteadyClock extends Clock {

    private final Instant startedAt;
    private final long startedNanos;
    private final ZoneId zone;

    SteadyClock() {
        this(Instant.now(), System.nanoTime(), ZoneOffset.UTC);
    }

    private SteadyClock(Instant startedAt, long startedNanos, ZoneId zone) {
        this.startedAt = startedAt;
        this.startedNanos = startedNanos;
        this.zone = zone;
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new SteadyClock(startedAt, startedNanos, other);
    }

    @Override
    public Instant instant() {
        return startedAt.plusNanos(System.nanoTime() - startedNanos);
    }
}
