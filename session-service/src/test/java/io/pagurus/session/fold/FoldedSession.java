package io.pagurus.session.fold;

import io.pagurus.events.JournalRecord;
import java.util.Objects;

/** Confined to a test. A session that grows entry by entry. */
final class FoldedSession {

    private final Replay replay;
    private long offset;

    FoldedSession() {
        this(FoldLimits.DEFAULT);
    }

    FoldedSession(FoldLimits limits) {
        this(limits, 100);
    }

    FoldedSession(FoldLimits limits, long firstOffset) {
        this.offset = firstOffset;
        this.replay = new Replay(new SessionFold(new FencedRules(limits)));
    }

    /** A session of node hk-1 at epoch 1. */
    static FoldedSession opened() {
        FoldedSession session = new FoldedSession();
        session.on(Entries.grant(1, "hk-1"));
        return session;
    }

    Verdict on(JournalRecord record) {
        return on(new JournalEntry.Written(record));
    }

    Verdict on(JournalEntry entry) {
        return replay.apply(entry, new Position(3, offset++));
    }

    SessionHeader header() {
        return Objects.requireNonNull(replay.header());
    }

    Replay replay() {
        return replay;
    }

    QueuedTask task(String taskId) {
        return Objects.requireNonNull(header().tasks().task(taskId));
    }

    RunningTurn running() {
        return Objects.requireNonNull(header().running());
    }
}
