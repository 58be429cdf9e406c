package io.pagurus.health.watch;

import java.time.Duration;

/** Thread-safe; for virtual threads (blocks). Waits; a test does not. */
@FunctionalInterface
public interface Pause {

    void await(Duration pause) throws InterruptedException;
}
