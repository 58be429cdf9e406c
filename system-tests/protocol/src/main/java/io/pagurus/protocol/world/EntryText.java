package io.pagurus.protocol.world;

import io.pagurus.events.JournalRecord;
import io.pagurus.events.JournalRecord.AgentStateSet;
import io.pagurus.events.JournalRecord.OfTurn;
import io.pagurus.events.JournalRecord.OwnershipGranted;
import io.pagurus.events.JournalRecord.SessionClosed;
import io.pagurus.events.JournalRecord.SessionDeleted;
import io.pagurus.events.JournalRecord.SessionExpired;
import io.pagurus.events.JournalRecord.SessionFrozen;
import io.pagurus.events.JournalRecord.SessionThawed;
import io.pagurus.events.JournalRecord.TaskEnqueued;
import io.pagurus.events.JournalRecord.TaskFinished;
import io.pagurus.events.JournalRecord.TaskIntended;
import io.pagurus.events.JournalRecord.TaskLeased;
import io.pagurus.events.JournalRecord.TaskSettled;
import io.pagurus.events.JournalRecord.TurnCommitted;
import io.pagurus.events.JournalRecord.TurnFailed;
import io.pagurus.events.JournalRecord.TurnStarted;
import org.jspecify.annotations.Nullable;

/** Pure. Entries for people, and who stands behind them. */
public final class EntryText {

    private EntryText() {}

    /** Who has to be the owner for the entry to be accepted; null when nobody has to be. */
    public static @Nullable String writer(JournalRecord record) {
        return switch (record) {
            case TurnStarted r -> r.node();
            case TaskIntended r -> r.node();
            case TaskFinished r -> r.node();
            case TurnCommitted r -> r.node();
            case TurnFailed r -> r.node();
            case AgentStateSet r -> r.node();
            case TaskEnqueued r -> r.node();
            case TaskLeased r -> r.node();
            case TaskSettled r -> r.node();
            case OwnershipGranted _,
                    SessionFrozen _,
                    SessionThawed _,
                    SessionClosed _,
                    SessionExpired _,
                    SessionDeleted _ ->
                    null;
        };
    }

    /** For people. */
    public static String of(JournalRecord record) {
        String writer = writer(record);
        String by = (writer == null ? "" : writer + "'s ") + "(epoch " + record.epoch() + ") ";
        return by
                + switch (record) {
                    case OwnershipGranted r -> "grant to " + r.owner().node();
                    case TurnStarted r -> "start of " + r.turnId() + numbered(r);
                    case TaskIntended r -> "intent of " + r.taskId() + numbered(r);
                    case TaskFinished r -> "result of " + r.taskId() + numbered(r);
                    case TurnCommitted r ->
                            "commit of " + r.turnId() + " as turn " + r.seq() + numbered(r);
                    case TurnFailed r -> "end of " + r.turnId() + numbered(r);
                    case AgentStateSet r -> "state that replaces version " + r.expectedVersion();
                    case TaskEnqueued r -> "enqueueing of " + r.taskId();
                    case TaskLeased r -> "lease of " + r.taskId() + ", attempt " + r.attempt();
                    case TaskSettled r ->
                            "settling of "
                                    + r.taskId()
                                    + ", attempt "
                                    + r.attempt()
                                    + " "
                                    + r.outcome();
                    case SessionFrozen r -> "freeze by " + r.migrationId();
                    case SessionThawed r -> "thaw by " + r.migrationId();
                    case SessionClosed _ -> "close";
                    case SessionExpired r -> "expiry of what was seen at " + r.seenOffset();
                    case SessionDeleted _ -> "deletion";
                };
    }

    private static String numbered(OfTurn record) {
        return record.attempt() == null ? "" : ", start " + record.attempt();
    }
}
