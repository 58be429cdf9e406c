package io.pagurus.drill;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe: written by one client, read by the drill. How one turn went, from its client's side.
 */
final class TurnRecord {

    private final TurnRequest request;
    private final Instant sentAt;
    private final List<Instant> arrivals = new ArrayList<>();
    private int retries;
    private @Nullable Instant endedAt;
    private @Nullable String failure;

    TurnRecord(TurnRequest request, Instant sentAt) {
        this.request = request;
        this.sentAt = sentAt;
    }

    TurnRequest request() {
        return request;
    }

    Instant sentAt() {
        return sentAt;
    }

    synchronized void arrived(Instant at) {
        arrivals.add(at);
    }

    synchronized void retried() {
        retries++;
    }

    synchronized void acknowledged(Instant at) {
        endedAt = at;
    }

    synchronized void failed(Instant at, String how) {
        endedAt = at;
        failure = how;
    }

    synchronized int retries() {
        return retries;
    }

    synchronized Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /** Whether it was asked for and not yet answered at that moment. */
    synchronized boolean ranAt(Instant moment) {
        return !sentAt.isAfter(moment) && (endedAt == null || endedAt.isAfter(moment));
    }

    /** When the first piece of its answer after that moment came. */
    synchronized Optional<Instant> firstArrivalAfter(Instant moment) {
        return arrivals.stream().filter(at -> !at.isBefore(moment)).findFirst();
    }
}
