package io.pagurus.session.api;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.pagurus.events.JournalRecord;
import io.pagurus.session.fold.Reason;
import io.pagurus.session.fold.Verdict;
import io.pagurus.session.journal.CommitOutcome;
import io.pagurus.session.journal.FoldedEntry;
import io.pagurus.session.journal.JournalWriter;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Thread-safe; blocks, so it is called on virtual threads. Asks for an entry and returns what the
 * fold made of it, or throws the failure. Every request goes through the journal, also one that is
 * sure to be refused: a zombie's write is evidence.
 */
@Singleton
final class Commits {

    private final JournalWriter writer;
    private final Timer timer;

    @Inject
    Commits(JournalWriter writer, MeterRegistry meters) {
        this.writer = writer;
        this.timer =
                Timer.builder("pagurus.commit")
                        .description("From asking for an entry to its verdict")
                        .publishPercentiles(0.5, 0.95, 0.99)
                        .register(meters);
    }

    /** The entry with its verdict, whatever that is. */
    FoldedEntry judge(JournalRecord record) {
        Timer.Sample sample = Timer.start();
        CommitOutcome outcome = writer.commit(record);
        return switch (outcome) {
            case CommitOutcome.Judged(FoldedEntry folded) -> {
                sample.stop(timer);
                yield folded;
            }
            case CommitOutcome.NoVerdict(String why) -> throw new Failure.Unavailable(why).thrown();
            case CommitOutcome.TooLarge(int bytes, int limit) ->
                    throw new Failure.TooLarge(bytes, limit).thrown();
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

    private static Failure refusal(JournalRecord record, Reason reason, FoldedEntry folded) {
        return switch (reason) {
            case DIGEST_MISMATCH -> new Failure.DigestMismatch();
            case QUARANTINED -> new Failure.Quarantined();
            case UNCERTAIN_TASK ->
                    record instanceof JournalRecord.TaskIntended intended
                            ? new Failure.Uncertain(intended.taskId())
                            : new Failure.Fenced(reason, folded.after());
            case EPOCH_CONFLICT,
                    STALE_EPOCH,
                    UNKNOWN_EPOCH,
                    NOT_OWNER,
                    UNKNOWN_SESSION,
                    SEQ_GAP,
                    TURN_ID_TOO_OLD,
                    ANSWER_DIFFERS,
                    NO_RUNNING_TURN,
                    UNKNOWN_TASK,
                    TASK_CONFLICT,
                    TOO_MANY_STEPS ->
                    new Failure.Fenced(reason, folded.after());
        };
    }
}
