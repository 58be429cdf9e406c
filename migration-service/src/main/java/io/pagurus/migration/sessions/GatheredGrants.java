package io.pagurus.migration.sessions;

import io.pagurus.events.Owner;
import io.pagurus.migration.sessions.SessionDirectory.Grant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe, never blocks. Grants that are asked for while a call is under way go together with
 * the next one; a grant that nobody is before goes at once. Its queue is as long as there are
 * callers that wait.
 */
final class GatheredGrants {

    /** Two, so that one is prepared while the other waits for the journal. */
    private static final int CALLS = 2;

    private final int most;
    private final Function<List<Wanted>, CompletionStage<List<Grant>>> call;
    private final Queue<Asked> queue = new ConcurrentLinkedQueue<>();
    private final Semaphore slots = new Semaphore(CALLS);

    /** Immutable. A grant that somebody wants. */
    record Wanted(
            String sessionId,
            long expectedEpoch,
            Owner to,
            String migrationId,
            Instant requestedAt) {}

    private record Asked(Wanted wanted, CompletableFuture<Grant> grant) {}

    /**
     * @param most grants of one call
     * @param call gives one answer for each, in their order
     */
    GatheredGrants(int most, Function<List<Wanted>, CompletionStage<List<Grant>>> call) {
        this.most = most;
        this.call = call;
    }

    /** What comes of a grant; never fails. */
    CompletableFuture<Grant> ask(Wanted wanted) {
        CompletableFuture<Grant> grant = new CompletableFuture<>();
        queue.add(new Asked(wanted, grant));
        send();
        return grant;
    }

    private void send() {
        while (!queue.isEmpty() && slots.tryAcquire()) {
            List<Asked> together = next();
            if (together.isEmpty()) {
                // Whoever came meanwhile and found no free slot is seen by the next round.
                slots.release();
            } else {
                start(together)
                        .whenComplete((grants, failed) -> {
                            slots.release();
                            tell(together, grants, failed);
                            send();
                        });
            }
        }
    }

    private List<Asked> next() {
        List<Asked> together = new ArrayList<>();
        for (Asked asked = queue.poll(); asked != null; asked = queue.poll()) {
            together.add(asked);
            if (together.size() == most) {
                break;
            }
        }
        return together;
    }

    private CompletionStage<List<Grant>> start(List<Asked> together) {
        try {
            return call.apply(together.stream().map(Asked::wanted).toList());
        } catch (RuntimeException failed) {
            return CompletableFuture.failedFuture(failed);
        }
    }

    private static void tell(
            List<Asked> together, @Nullable List<Grant> grants, @Nullable Throwable failed) {
        for (int i = 0; i < together.size(); i++) {
            together.get(i)
                    .grant()
                    .complete(
                            grants != null && grants.size() == together.size()
                                    ? grants.get(i)
                                    : new Grant.Away(why(failed)));
        }
    }

    private static String why(@Nullable Throwable failed) {
        if (failed == null) {
            return "not an answer for each";
        }
        Throwable cause = failed.getCause() == null ? failed : failed.getCause();
        return cause.getClass().getSimpleName();
    }
}
