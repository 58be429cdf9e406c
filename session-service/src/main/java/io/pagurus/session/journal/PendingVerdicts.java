package io.pagurus.session.journal;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe. Who waits for which verdict. Each request is registered before it is produced, or
 * its entry could come back before anybody waits for it.
 */
final class PendingVerdicts {

    /** Immutable. Who waits, and for an entry of which partition. */
    private record Waiting(int partition, CompletableFuture<FoldedEntry> verdict) {}

    private final ConcurrentMap<String, Waiting> waiting = new ConcurrentHashMap<>();
    private final Semaphore room;

    PendingVerdicts(int maximum) {
        this.room = new Semaphore(maximum);
    }

    /** What will hold the verdict; empty when too many wait. */
    Optional<CompletableFuture<FoldedEntry>> register(String requestId, int partition) {
        if (!room.tryAcquire()) {
            return Optional.empty();
        }
        CompletableFuture<FoldedEntry> verdict = new CompletableFuture<>();
        waiting.put(requestId, new Waiting(partition, verdict));
        return Optional.of(verdict);
    }

    /** Ends the waiting, with a verdict or without; called exactly once for each registration. */
    void forget(String requestId) {
        if (waiting.remove(requestId) != null) {
            room.release();
        }
    }

    /** The entry came back; nothing happens when nobody (here) waits for it. */
    void complete(@Nullable String requestId, FoldedEntry folded) {
        Waiting found = requestId == null ? null : waiting.get(requestId);
        if (found != null) {
            found.verdict().complete(folded);
        }
    }

    /** Nothing of this partition comes back here any more. */
    void abandon(int partition) {
        waiting.values().stream()
                .filter(each -> each.partition() == partition)
                .forEach(each ->
                        each.verdict()
                                .completeExceptionally(
                                        new CancellationException("another instance has it now")));
    }

    int size() {
        return waiting.size();
    }
}
