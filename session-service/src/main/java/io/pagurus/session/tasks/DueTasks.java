package io.pagurus.session.tasks;

import io.pagurus.session.fold.QueuedTask;
import io.pagurus.session.fold.SessionHeader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. A session's open tasks at one moment, by what can be done about them; those that wait
 * for later or are being worked at are in none of the lists.
 *
 * @param due may be leased, the longest due first
 * @param uncertain may have had their effect, and must not be called again to find out
 * @param over will not be begun any more
 * @param next when one of the others has to be looked at; null when there is none
 */
public record DueTasks(
        List<QueuedTask> due, List<QueuedTask> uncertain, List<Over> over, @Nullable Instant next) {

    /** Why a task is given up: it was due for too long. */
    public static final String EXPIRED = "expired";

    /** Why a task is given up: its last attempt ended without a word. */
    public static final String EXHAUSTED = "attempts-exhausted";

    /** Immutable. A task that is given up. */
    public record Over(QueuedTask task, String reason) {}

    public static DueTasks of(SessionHeader header, Instant now, Duration ttl) {
        List<QueuedTask> due = new ArrayList<>();
        List<QueuedTask> uncertain = new ArrayList<>();
        List<Over> over = new ArrayList<>();
        List<Instant> later = new ArrayList<>();
        for (QueuedTask task : header.tasks().open()) {
            Instant since = dueSince(task, header.epoch(), now);
            if (since.isAfter(now)) {
                later.add(since);
            } else if (task.lease() != null && !task.idempotent()) {
                uncertain.add(task);
            } else if (since.plus(ttl).isBefore(now)) {
                over.add(new Over(task, EXPIRED));
            } else if (task.attempts() >= task.maxAttempts()) {
                over.add(new Over(task, EXHAUSTED));
            } else {
                due.add(task);
            }
        }
        due.sort(Comparator.comparing(task -> dueSince(task, header.epoch(), now)));
        return new DueTasks(
                List.copyOf(due),
                List.copyOf(uncertain),
                List.copyOf(over),
                later.stream().min(Comparator.naturalOrder()).orElse(null));
    }

    /** Of a task that an earlier owner left, the lease counts no more. */
    private static Instant dueSince(QueuedTask task, long epoch, Instant now) {
        QueuedTask.Lease lease = task.lease();
        if (lease == null) {
            return task.notBefore();
        }
        return lease.epoch() < epoch && lease.until().isAfter(now) ? now : lease.until();
    }

    /** The tasks of a session that were due for too long. */
    public static Stream<Over> expired(SessionHeader header, Instant now, Duration ttl) {
        return header.tasks().open().isEmpty()
                ? Stream.empty()
                : of(header, now, ttl).over().stream()
                        .filter(over -> over.reason().equals(EXPIRED));
    }
}
