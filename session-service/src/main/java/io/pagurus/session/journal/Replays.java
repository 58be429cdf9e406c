package io.pagurus.session.journal;

import io.pagurus.events.JournalRecord;
import io.pagurus.session.fold.JournalEntry;
import io.pagurus.session.fold.Replay;
import io.pagurus.session.fold.SessionFold;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.Turn;
import java.util.Collection;
import java.util.HashMap;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Thread-safe; blocks. Sessions with their bodies, straight from the journal. */
public final class Replays {

    private final JournalScanner scanner;
    private final SessionFold fold;

    public Replays(JournalScanner scanner, SessionFold fold) {
        this.scanner = scanner;
        this.fold = fold;
    }

    /** One session up to its header's version; empty when the journal could not be read in time. */
    public Optional<Replay> of(SessionHeader header) {
        return Optional.ofNullable(
                of(header.partition(), Map.of(header.sessionId(), header)).get(header.sessionId()));
    }

    /** Sessions of one partition, in one pass; without those that could not be read in time. */
    public Map<String, Replay> of(int partition, Map<String, SessionHeader> headers) {
        Map<String, Replay> replays = new HashMap<>();
        boolean complete =
                scanner.scan(
                        partition,
                        first(headers.values()),
                        last(headers.values()),
                        headers::containsKey,
                        (entry, at, _) -> {
                            SessionHeader wanted = headers.get(entry.sessionId());
                            if (wanted != null && at.offset() <= wanted.lastOffset()) {
                                replays.computeIfAbsent(entry.sessionId(), _ -> new Replay(fold))
                                        .apply(entry, at);
                            }
                        });
        return complete ? replays : Map.of();
    }

    /** The turn committed at an offset; empty when the journal could not be read in time. */
    public Optional<Turn> turn(SessionHeader header, long offset) {
        AtomicReference<Turn> found = new AtomicReference<>();
        boolean complete =
                scanner.scan(
                        header.partition(),
                        offset,
                        offset,
                        header.sessionId()::equals,
                        (entry, _, _) -> {
                            if (entry
                                    instanceof
                                    JournalEntry.Written(JournalRecord.TurnCommitted committed)) {
                                found.set(Turn.of(committed));
                            }
                        });
        return complete ? Optional.ofNullable(found.get()) : Optional.empty();
    }

    private static long first(Collection<SessionHeader> headers) {
        return statistics(headers, true).getMin();
    }

    private static long last(Collection<SessionHeader> headers) {
        return statistics(headers, false).getMax();
    }

    private static LongSummaryStatistics statistics(
            Collection<SessionHeader> headers, boolean first) {
        return headers.stream()
                .mapToLong(h -> first ? h.firstOffset() : h.lastOffset())
                .summaryStatistics();
    }
}
