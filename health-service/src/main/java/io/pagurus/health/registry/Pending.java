package io.pagurus.health.registry;

import io.pagurus.health.registry.Verdict.Decided;
import io.pagurus.health.registry.Verdict.Unavailable;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe; {@link Ticket#await} blocks. Who waits for which entry of the log. At most {@code
 * limit} wait at once, each until its deadline.
 */
final class Pending {

    /** The header of a log entry that names who waits for its verdict. */
    static final String HEADER = "pagurus-request";

    private final Map<String, Ticket> waiting = new ConcurrentHashMap<>();
    private final int limit;

    Pending(int limit) {
        this.limit = limit;
    }

    /** Opens a wait; must come before the entry is sent, or its verdict could be missed. */
    Optional<Ticket> open(String request) {
        if (waiting.size() >= limit) {
            return Optional.empty();
        }
        Ticket ticket = new Ticket(request);
        waiting.put(request, ticket);
        return Optional.of(ticket);
    }

    /** Tells whoever waits here for the entry; entries of other instances are nobody's here. */
    void decided(@Nullable String request, Decided verdict) {
        Ticket ticket = request == null ? null : waiting.get(request);
        if (ticket != null) {
            ticket.verdict.complete(verdict);
        }
    }

    int size() {
        return waiting.size();
    }

    /** Thread-safe. One wait. */
    final class Ticket implements AutoCloseable {
        private final String request;
        private final CompletableFuture<Verdict> verdict = new CompletableFuture<>();

        private Ticket(String request) {
            this.request = request;
        }

        /** The entry was, as far as is known, not written: nothing to wait for. */
        void failed(String reason) {
            verdict.complete(new Unavailable(reason));
        }

        Verdict await(Duration deadline) {
            try {
                return verdict.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException _) {
                return new Unavailable("no verdict within " + deadline.toMillis() + " ms");
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return new Unavailable("stopping");
            } catch (ExecutionException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        @Override
        public void close() {
            waiting.remove(request);
        }
    }
}
