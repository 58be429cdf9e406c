package io.pagurus.migration.move;

import java.time.Duration;

/**
 * Confined to one thread, which may block. Tries again with growing pauses, until a point in time.
 */
public final class Deadline {

    private static final Duration FIRST = Duration.ofMillis(25);
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final Waiting waiting;
    private final long until;
    private Duration pause = FIRST;

    public Deadline(Waiting waiting, long until) {
        this.waiting = waiting;
        this.until = until;
    }

    /** Waits before another try; false when there is to be none. */
    public boolean anotherTry() {
        if (waiting.nanos() + pause.toNanos() - until > 0 || !waiting.pause(pause)) {
            return false;
        }
        Duration twice = pause.multipliedBy(2);
        pause = twice.compareTo(LONGEST) > 0 ? LONGEST : twice;
        return true;
    }
}
