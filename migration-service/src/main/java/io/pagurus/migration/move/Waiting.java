package io.pagurus.migration.move;

import java.time.Duration;

/** Thread-safe; {@link #pause} blocks. Time as it passes, until the service stops. */
public interface Waiting {

    /** A steady count of nanoseconds; only differences of it mean something. */
    long nanos();

    /** Waits that long; false when the service stops meanwhile, or was stopping. */
    boolean pause(Duration time);
}
