package io.pagurus.events;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Immutable. What a decision on a node rests on.
 *
 * @param cause {@code probes}, or {@code suspicion} where a gateway's failed request began it
 * @param failures how many probes in a row had failed (0 for a readmission)
 * @param observers who saw it, by instance name
 * @param firstSeenAt when the first sign of it was seen
 * @param detail the last failure in words, such as {@code connection refused}
 */
public record Evidence(
        String cause, int failures, List<String> observers, Instant firstSeenAt, String detail) {

    public Evidence {
        Objects.requireNonNull(cause, "cause");
        observers = List.copyOf(observers);
        Objects.requireNonNull(firstSeenAt, "firstSeenAt");
        Objects.requireNonNull(detail, "detail");
    }
}
