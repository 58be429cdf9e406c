package io.pagurus.session.journal;

import io.pagurus.events.JournalRecord;
import io.pagurus.session.fold.JournalEntry;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.SessionState;
import io.pagurus.session.fold.Verdict;
import io.pagurus.session.snapshot.Bodies;
import org.jspecify.annotations.Nullable;

/** Pure. Where a session's bodies are after an entry. */
final class BodiesChange {

    private BodiesChange() {}

    static Bodies after(Bodies before, FoldedEntry folded) {
        SessionHeader after = folded.after();
        if (after == null) {
            return Bodies.NONE;
        }
        if (isWithoutContent(after)) {
            return before.emptied();
        }
        if (folded.before() != null && isWithoutContent(folded.before())) {
            return before.reopened(folded.at().offset());
        }
        JournalRecord accepted = accepted(folded);
        Bodies now = accepted == null ? before : accepted(before, accepted, folded.at().offset());
        return now.keeping(name -> BodyNames.isWanted(name, after));
    }

    private static boolean isWithoutContent(SessionHeader header) {
        return header.state() instanceof SessionState.Expired
                || header.state() instanceof SessionState.Deleted;
    }

    private static @Nullable JournalRecord accepted(FoldedEntry folded) {
        return folded.verdict() instanceof Verdict.Accepted
                        && folded.entry() instanceof JournalEntry.Written(JournalRecord record)
                ? record
                : null;
    }

    private static Bodies accepted(Bodies before, JournalRecord record, long offset) {
        return switch (record) {
            case JournalRecord.TurnCommitted turn -> {
                Bodies now = before.committed(offset, turn.messages().size());
                yield turn.agentState() == null ? now : now.stated(offset);
            }
            case JournalRecord.AgentStateSet _ -> before.stated(offset);
            case JournalRecord.TaskFinished result ->
                    before.with(BodyNames.stepResult(result.turnId(), result.taskId()), offset);
            case JournalRecord _ -> before;
        };
    }
}
