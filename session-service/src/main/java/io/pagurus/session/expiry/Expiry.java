package io.pagurus.session.expiry;

import io.pagurus.events.JournalRecord.SessionExpired;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.SessionState;
import io.pagurus.session.fold.Verdict;
import io.pagurus.session.journal.CommitOutcome;
import io.pagurus.session.journal.JournalWriter;
import io.pagurus.session.journal.PartitionRows;
import io.pagurus.session.journal.SessionTable;
import io.pagurus.session.snapshot.Row;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/**
 * Confined to the thread of its rounds; the counter is thread-safe. The clock only proposes: the
 * entry names the version that it saw, and the fold ends the session if it is still that one.
 */
public final class Expiry {

    private final SessionTable sessions;
    private final JournalWriter journal;
    private final Clock clock;
    private final ExpirySettings settings;
    private final LongAdder ended = new LongAdder();

    public Expiry(
            SessionTable sessions, JournalWriter journal, Clock clock, ExpirySettings settings) {
        this.sessions = sessions;
        this.journal = journal;
        this.clock = clock;
        this.settings = settings;
    }

    /**
     * Ends what has not changed for long in this instance's partitions; stops early when the
     * journal does not answer.
     */
    public void pass(BooleanSupplier goOn) {
        Instant before = clock.instant().minus(settings.after());
        int left = settings.most();
        for (int partition : sessions.served()) {
            left = left > 0 ? pass(partition, before, left, goOn) : left;
        }
    }

    /** How many more may be ended in this pass; 0 when the journal does not answer. */
    private int pass(int partition, Instant before, int most, BooleanSupplier goOn) {
        Optional<PartitionRows> rows = sessions.rows(partition);
        if (rows.isEmpty()) {
            return most;
        }
        int left = most;
        for (Row row : rows.get()) {
            if (left == 0 || !goOn.getAsBoolean()) {
                return 0;
            }
            if (isOver(row, before)) {
                left = end(row.header()) ? left - 1 : 0;
            }
        }
        return left;
    }

    private static boolean isOver(Row row, Instant before) {
        return row.changedAt().isBefore(before)
                && switch (row.header().state()) {
                    case SessionState.Active _,
                            SessionState.Frozen _,
                            SessionState.Closed _,
                            SessionState.Expired _,
                            SessionState.Deleted _ ->
                            true;
                    // An operator has to look at it, however long that takes.
                    case SessionState.Quarantined _ -> false;
                };
    }

    private boolean end(SessionHeader header) {
        CommitOutcome outcome =
                journal.commit(
                        new SessionExpired(
                                header.sessionId(), header.epoch(), header.lastOffset()));
        if (outcome instanceof CommitOutcome.Judged(var folded)
                && folded.verdict() instanceof Verdict.Accepted) {
            ended.increment();
        }
        return outcome instanceof CommitOutcome.Judged;
    }

    /** Sessions that this instance has ended, or forgotten. */
    public long ended() {
        return ended.sum();
    }
}
