package io.pagurus.session.journal;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagurus.events.JournalRecord.TurnCommitted;
import io.pagurus.session.fold.JournalEntry;
import io.pagurus.session.fold.Position;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.Turn;
import io.pagurus.session.fold.Verdict;
import io.pagurus.session.snapshot.OpenBodies;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe. The turns that were committed last, up to a number of bytes in the journal; what was
 * dropped is read from the journal again. Turns are sealed soon after they were committed, so most
 * are found here.
 */
public final class RecentTurns implements FoldListener, OpenBodies {

    /** Turns that are rather sought one by one. */
    private static final int FEW = 32;

    private final Map<Position, Kept> turns = new LinkedHashMap<>();
    private final OpenBodies others;
    private final JournalScanner journal;
    private final long maxBytes;
    private long bytes;

    /** What somebody is about to ask for; nobody changes it any more. */
    private volatile Map<Position, Kept> prepared = Map.of();

    /** Immutable. A turn and what it costs. */
    private record Kept(Turn turn, int bytes) {}

    /**
     * @param others asked for what is not here (any more)
     * @param journal read through for what is wanted of many sessions
     */
    public RecentTurns(OpenBodies others, JournalScanner journal, long maxBytes) {
        this.others = others;
        this.journal = journal;
        this.maxBytes = maxBytes;
    }

    @Override
    public void onFolded(FoldedEntry folded) {
        if (folded.verdict() instanceof Verdict.Accepted
                && folded.entry() instanceof JournalEntry.Written(TurnCommitted committed)) {
            keep(folded.at(), new Kept(Turn.of(committed), folded.bytes()));
        }
    }

    /** Whoever has the partition next folds on; what this instance folds again it has again. */
    @Override
    public synchronized void onRevoked(int partition) {
        turns.entrySet()
                .removeIf(each -> {
                    boolean gone = each.getKey().partition() == partition;
                    bytes -= gone ? each.getValue().bytes() : 0;
                    return gone;
                });
    }

    @Override
    public void prepare(int partition, Set<Long> offsets) {
        Map<Position, Kept> found = new HashMap<>();
        Set<Long> missing = new HashSet<>();
        for (long offset : offsets) {
            Position at = new Position(partition, offset);
            Kept kept = kept(at);
            if (kept == null) {
                missing.add(offset);
            } else {
                found.put(at, kept);
            }
        }
        if (missing.size() > FEW) {
            read(partition, missing, found);
        }
        prepared = found;
    }

    private void read(int partition, Set<Long> offsets, Map<Position, Kept> into) {
        LongSummaryStatistics span =
                offsets.stream().mapToLong(Long::longValue).summaryStatistics();
        AtomicLong room = new AtomicLong(maxBytes);
        var _ =
                journal.scanPatiently(
                        partition,
                        span.getMin(),
                        span.getMax(),
                        offsets::contains,
                        (entry, at, size) -> {
                            if (entry instanceof JournalEntry.Written(TurnCommitted committed)
                                    && room.addAndGet(-size) > 0) {
                                into.put(at, new Kept(Turn.of(committed), size));
                            }
                        });
    }

    private synchronized @Nullable Kept kept(Position at) {
        return turns.get(at);
    }

    private synchronized void keep(Position at, Kept kept) {
        Kept before = turns.put(at, kept);
        bytes += kept.bytes() - (before == null ? 0 : before.bytes());
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
            Position at = new Position(partition, offset);
            Kept kept = turns.getOrDefault(at, prepared.get(at));
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
