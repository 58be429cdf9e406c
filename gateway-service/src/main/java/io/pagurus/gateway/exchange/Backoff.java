package io.pagurus.gateway.exchange;

import java.time.Duration;

/** Immutable. Pauses that double up to a limit. */
record Backoff(Duration first, Duration longest) {

    /**
     * @param retries how many there have been
     */
    Duration pause(int retries) {
        // Beyond 2^20 times the first pause any limit has long been reached; shifting on would
        // wrap.
        long millis = first.toMillis() << Math.min(retries, 20);
        return Duration.ofMillis(Math.min(millis, longest.toMillis()));
    }
}
