package io.pagurus.session.journal;

import io.pagurus.events.JournalRecord;
import io.pagurus.session.fold.Entries;
import io.pagurus.session.fold.FencedRules;
import io.pagurus.session.fold.FoldLimits;
import io.pagurus.session.fold.JournalEntry;
import io.pagurus.session.fold.Position;
import io.pagurus.session.fold.Replay;
import io.pagurus.session.fold.SessionFold;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.Verdict;
import io.pagurus.session.snapshot.Bodies;
import io.pagurus.session.snapshot.Row;
import java.util.Objects;

/** Confined to a test. A session that grows entry by entry, and where its bodies are. */
final class GrowingRow {

    Bodies bodies = Bodies.NONE;
    private final Replay session = new Replay(new SessionFold(new FencedRules(FoldLimits.DEFAULT)));

    Verdict on(JournalRecord record, long offset) {
        JournalEntry entry = new JournalEntry.Written(record);
        Position at = new Position(0, offset);
        SessionHeader before = session.header();
        Verdict verdict = session.apply(entry, at);
        SessionHeader after = session.header();
        bodies =
                BodiesChange.after(
                        bodies,
                        new FoldedEntry(entry, at, Entries.T0, 1, true, before, after, verdict));
        return verdict;
    }

    Row row() {
        return new Row(Objects.requireNonNull(session.header()), bodies, Entries.T0);
    }
}
