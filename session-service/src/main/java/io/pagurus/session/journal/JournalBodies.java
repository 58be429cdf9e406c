package io.pagurus.session.journal;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagurus.events.JournalRecord;
import io.pagurus.events.JournalRecord.TurnCommitted;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.Turn;
import io.pagurus.session.snapshot.OpenBodies;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Thread-safe; blocks. Bodies from the journal, each by seeking its entry. */
public final class JournalBodies implements OpenBodies {

    private final JournalScanner scanner;

    public JournalBodies(JournalScanner scanner) {
        this.scanner = scanner;
    }

    @Override
    public Optional<List<Turn>> turns(SessionHeader header, List<Long> offsets) {
        List<Turn> turns = new ArrayList<>();
        for (long offset : offsets) {
            if (scanner.at(header.partition(), offset, header.sessionId()).orElse(null)
                    instanceof TurnCommitted turn) {
                turns.add(Turn.of(turn));
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(turns);
    }

    @Override
    public Optional<JsonNode> state(SessionHeader header, long offset) {
        return state(scanner.at(header.partition(), offset, header.sessionId()).orElse(null));
    }

    /** The agent's state that an entry set; empty when it set none. */
    public static Optional<JsonNode> state(@Nullable JournalRecord entry) {
        return switch (entry) {
            case TurnCommitted turn -> Optional.ofNullable(turn.agentState());
            case JournalRecord.AgentStateSet set -> Optional.of(set.agentState());
            case null, default -> Optional.empty();
        };
    }
}
