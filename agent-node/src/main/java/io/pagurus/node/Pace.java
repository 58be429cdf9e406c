package io.pagurus.node;

import java.time.Duration;

/** Thread-safe. Time as it passes here: a steady count, and waiting. */
public interface Pace {

    /** A steady count of nanoseconds; only differences of it mean something. */
    long nanos();

    /** Blocks the calling thread for that long; false when it was interrupted. */
    boolean pause(Duration time);
}
