package io.pagurus.session.journal;

import java.util.Optional;
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

    private final ConcurrentMap<String, CompletableFuture<FoldedEntry>> waiting =
            new ConcurrentHashMap<>();
    private final Semaphore room;

    PendingVerdicts(int maximum) {
        this.room = new Semaphore(maximum);
    }

    /** What will hold the verdict; empty when too many wait. */
    Optional<CompletableFuture<FoldedEntry>> register(String requestId) {
        if (!room.tryAcquire()) {
            return Optional.empty();
        }
        CompletableFuture<FoldedEntry> verdict = new CompletableFuture<>();
        waiting.put(requestId, verdict);
        return Optional.of(verdict);
    }

    /** Ends the waiting, with a verdict or without; called exactly once for each registration. */
    void forget(String requestId) {
        if (waiting.remove(requestId) != null) {
            room.release();
        }
    }

    /** The entry came back; nothing happens when it is another instance's. */
    void complete(@Nullable String requestId, FoldedEntry folded) {
        CompletableFuture<FoldedEntry> verdict = requestId == null ? null : waiting.get(requestId);
        if (verdict != null) {
            verdict.complete(folded);
        }
    }

    int size() {
        return waiting.size();
    }
}
