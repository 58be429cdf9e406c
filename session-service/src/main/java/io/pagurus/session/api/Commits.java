package io.pagurus.session.api;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.pagurus.events.JournalRecord;
import io.pagurus.session.fold.Reason;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.SessionState;
import io.pagurus.session.fold.Verdict;
import io.pagurus.session.journal.CommitOutcome;
import io.pagurus.session.journal.FoldedEntry;
import io.pagurus.session.journal.JournalWriter;
import io.pagurus.session.journal.SessionTable;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe; blocks, so it is called on virtual threads. Asks for an entry and returns what the
 * fold made of it, or throws the failure. Every request goes through the journal, also one that is
 * sure to be refused: a zombie's write is evidence.
 */
@Singleton
final class Commits {

    private final JournalWriter writer;
    private final SessionTable sessions;
    private final Timer timer;

    @Inject
    Commits(JournalWriter writer, SessionTable sessions, MeterRegistry meters) {
        this.writer = writer;
        this.sessions = sessions;
        this.timer =
                Timer.builder("pagurus.commit")
                        .description("From asking for an entry to its verdict")
                        .publishPercentiles(0.5, 0.95, 0.99)
                        .register(meters);
    }

    /** The entry with its verdict, whatever that is. */
    FoldedEntry judge(JournalRecord record) {
        return judgeAll(List.of(record)).getFirst().get();
    }

    /**
     * Asks for entries at once, so that they wait for the journal together.
     *
     * @return by the entries' order, what gives the entry with its verdict, or throws
     */
    List<Supplier<FoldedEntry>> judgeAll(List<JournalRecord> records) {
        Timer.Sample sample = Timer.start();
        return writer.commitAll(records).stream()
                .<Supplier<FoldedEntry>>map(outcome -> {
                    if (outcome instanceof CommitOutcome.Judged) {
                        sample.stop(timer);
                    }
                    return () -> folded(outcome);
                })
                .toList();
    }

    private static FoldedEntry folded(CommitOutcome outcome) {
        return switch (outcome) {
            case CommitOutcome.Judged(FoldedEntry folded) -> folded;
            case CommitOutcome.NoVerdict(String why) -> throw new Failure.Unavailable(why).thrown();
            case CommitOutcome.TooLarge(int bytes, int limit) ->
                    throw new Failure.TooLarge("body", bytes, limit).thrown();
        };
    }

    /** A node's write: accepted or a duplicate, or it throws. */
    FoldedEntry write(JournalRecord record) {
        FoldedEntry folded = judge(record);
        if (folded.verdict() instanceof Verdict.Refused(Reason reason)) {
            throw refusal(record, reason, folded).thrown();
        }
        return folded;
    }

    /** A write by others than the owner: as {@link #write}, and the session has to be there. */
    FoldedEntry onKnown(JournalRecord record) {
        FoldedEntry folded = judge(record);
        if (folded.verdict() instanceof Verdict.Refused(Reason reason)) {
            throw reason == Reason.UNKNOWN_SESSION
                    ? new Failure.UnknownSession(record.sessionId()).thrown()
                    : refusal(record, reason, folded).thrown();
        }
        return folded;
    }

    /** The session now; one that was not found throws as absent, or as being elsewhere. */
    SessionHeader known(String sessionId) {
        return found(sessionId).orElseThrow(() -> new Failure.UnknownSession(sessionId).thrown());
    }

    /**
     * The session now; empty when nobody has opened it.
     *
     * @throws FailureException when another instance has its partition by now
     */
    Optional<SessionHeader> found(String sessionId) {
        Optional<SessionHeader> found = sessions.find(sessionId);
        if (found.isEmpty() && !sessions.isAbsent(sessionId)) {
            throw new Failure.Unavailable("another instance has the session by now").thrown();
        }
        return found;
    }

    /**
     * The session if the node owns it at the epoch, as far as this instance knows: for calls that
     * may find nothing to write. What is written is judged by the journal nonetheless.
     */
    SessionHeader owned(String sessionId, long epoch, String node) {
        SessionHeader header = found(sessionId).orElse(null);
        Reason reason = header == null ? Reason.UNKNOWN_SESSION : bar(header, epoch, node);
        if (header == null || reason != null) {
            throw refusal(Objects.requireNonNull(reason), null, header).thrown();
        }
        return header;
    }

    /** In the fold's order: the state, then the fence. */
    private static @Nullable Reason bar(SessionHeader header, long epoch, String node) {
        return switch (header.state()) {
            case SessionState.Closed _ -> Reason.CLOSED;
            case SessionState.Expired _ -> Reason.EXPIRED;
            case SessionState.Deleted _ -> Reason.DELETED;
            case SessionState.Quarantined _ -> Reason.QUARANTINED;
            case SessionState.Active _, SessionState.Frozen _ ->
                    epoch < header.epoch()
                            ? Reason.STALE_EPOCH
                            : epoch > header.epoch()
                                    ? Reason.UNKNOWN_EPOCH
                                    : header.ownedBy(node) ? null : Reason.NOT_OWNER;
        };
    }

    /** The session after an accepted or repeated write. */
    static SessionHeader session(FoldedEntry folded) {
        SessionHeader header = folded.after();
        if (header == null) {
            throw new IllegalStateException("an accepted write has no session");
        }
        return header;
    }

    /** What a refused write is told as. */
    static Failure refusal(JournalRecord record, Reason reason, FoldedEntry folded) {
        return refusal(reason, taskOf(record), folded.after());
    }

    static Failure refusal(
            Reason reason, @Nullable String taskId, @Nullable SessionHeader current) {
        return switch (reason) {
            // A session that nobody opened has no owner that the writer could be.
            case STALE_EPOCH, UNKNOWN_EPOCH, NOT_OWNER, UNKNOWN_SESSION ->
                    new Failure.Fenced(reason, current);
            case DIGEST_MISMATCH -> new Failure.DigestMismatch(current);
            case QUARANTINED -> new Failure.Quarantined(current);
            case FROZEN -> new Failure.Frozen(current);
            case EXPIRED -> new Failure.Expired(current);
            case CLOSED, DELETED -> new Failure.Over(reason, current);
            case UNCERTAIN_TASK, UNCERTAIN_TURN -> new Failure.Uncertain(reason, taskId, current);
            case EPOCH_CONFLICT,
                    SEQ_GAP,
                    TURN_ID_TOO_OLD,
                    ANSWER_DIFFERS,
                    NO_RUNNING_TURN,
                    STALE_ATTEMPT,
                    UNKNOWN_ATTEMPT,
                    UNKNOWN_TASK,
                    TASK_CONFLICT,
                    TOO_MANY_STEPS,
                    CHANGED_MEANWHILE,
                    VERSION_CONFLICT,
                    TASK_SETTLED,
                    ATTEMPT_CONFLICT,
                    NOT_LEASED,
                    ATTEMPTS_EXHAUSTED,
                    TOO_MANY_TASKS ->
                    new Failure.Conflict(reason, current);
        };
    }

    private static @Nullable String taskOf(JournalRecord record) {
        return switch (record) {
            case JournalRecord.TaskIntended r -> r.taskId();
            case JournalRecord.TaskLeased r -> r.taskId();
            case JournalRecord.TaskSettled r -> r.taskId();
            default -> null;
        };
    }
}
