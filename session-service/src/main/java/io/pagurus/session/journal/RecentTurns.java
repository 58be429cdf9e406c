package io.pagurus.session.journal;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagurus.events.JournalRecord;
import io.pagurus.session.fold.JournalEntry;
import io.pagurus.session.fold.Position;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.Turn;
import io.pagurus.session.fold.Verdict;
import io.pagurus.session.snapshot.OpenBodies;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Thread-safe. The turns that were committed last, up to a number of bytes in the journal; what was
 * dropped is read from the journal again. Turns are sealed soon after they were committed, so most
 * are found here.
 */
public final class RecentTurns implements FoldListener, OpenBodies {

    private final Map<Position, Kept> turns = new LinkedHashMap<>();
    private final OpenBodies others;
    private final long maxBytes;
    private long bytes;

    /** Immutable. A turn and what it costs. */
    private record Kept(Turn turn, int bytes) {}

    /**
     * @param others asked for what is not here (any more)
     */
    public RecentTurns(OpenBodies others, long maxBytes) {
        this.others = others;
        this.maxBytes = maxBytes;
    }

    @Override
    public void onFolded(FoldedEntry folded) {
        if (folded.verdict() instanceof Verdict.Accepted
                && folded.entry()
                        instanceof JournalEntry.Written(JournalRecord.TurnCommitted committed)) {
            keep(folded.at(), new Kept(Turn.of(committed), folded.bytes()));
        }
    }

    private synchronized void keep(Position at, Kept kept) {
        turns.put(at, kept);
        bytes += kept.bytes();
        Iterator<Kept> oldest = turns.values().iterator();
        while (bytes > maxBytes && oldest.hasNext()) {
            bytes -= oldest.next().bytes();
            oldest.remove();
        }
    }

    @Override
    public Optional<List<Turn>> turns(SessionHeader header, List<Long> offsets) {
        List<Turn> found = recent(header.partition(), offsets);
        return found.size() == offsets.size() ? Optional.of(found) : others.turns(header, offsets);
    }

    @Override
    public Optional<JsonNode> state(SessionHeader header, long offset) {
        return others.state(header, offset);
    }

    private synchronized List<Turn> recent(int partition, List<Long> offsets) {
        List<Turn> found = new ArrayList<>();
        for (long offset : offsets) {
            Kept kept = turns.get(new Position(partition, offset));
            if (kept == null) {
                break;
            }
            found.add(kept.turn());
        }
        return found;
    }

    /** What the turns here take in the journal. */
    public synchronized long bytes() {
        return bytes;
    }
}
