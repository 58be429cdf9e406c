package io.pagurus.session.journal;

import io.pagurus.events.JournalRecord;
import io.pagurus.session.fold.JournalEntry;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.Turn;
import io.pagurus.session.snapshot.TurnSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Thread-safe; blocks. Committed turns from the journal, each by seeking its commit. */
public final class JournalTurns implements TurnSource {

    private final JournalScanner scanner;

    public JournalTurns(JournalScanner scanner) {
        this.scanner = scanner;
    }

    @Override
    public Optional<List<Turn>> turns(SessionHeader header, List<Long> offsets) {
        List<Turn> turns = new ArrayList<>();
        for (long offset : offsets) {
            boolean read =
                    scanner.scan(
                            header.partition(),
                            offset,
                            offset,
                            header.sessionId()::equals,
                            (entry, _, _) -> {
                                if (entry
                                        instanceof
                                        JournalEntry.Written(JournalRecord.TurnCommitted turn)) {
                                    turns.add(Turn.of(turn));
                                }
                            });
            if (!read) {
                return Optional.empty();
            }
        }
        return turns.size() == offsets.size() ? Optional.of(turns) : Optional.empty();
    }
}
