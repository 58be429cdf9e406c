package io.pagurus.session.journal;

import io.pagurus.session.fold.JournalEntry;
import io.pagurus.session.fold.Position;
import io.pagurus.session.fold.Replay;
import io.pagurus.session.fold.SessionFold;
import io.pagurus.session.fold.SessionHeader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/**
 * Confined to one thread, which it blocks. One pass over a part of a partition that folds wanted
 * sessions again. A session is given away with the entry that makes it whole, so that only those
 * between their first entry and their last are held; when they are too many, the one that grows is
 * put off. The first one never is, so each pass gets at least one session done.
 */
final class ReplayPass {

    private final SessionFold fold;
    private final long maxHeldBytes;
    private final Consumer<Replay> each;
    private final Map<String, SessionHeader> wanted = new HashMap<>();
    private final Map<String, Held> held = new HashMap<>();
    private final List<SessionHeader> putOff = new ArrayList<>();
    private long heldBytes;

    /** What was read of one session. */
    private static final class Held {
        final Replay replay;
        long bytes;

        Held(SessionFold fold) {
            replay = new Replay(fold);
        }
    }

    ReplayPass(SessionFold fold, long maxHeldBytes, Consumer<Replay> each) {
        this.fold = fold;
        this.maxHeldBytes = maxHeldBytes;
        this.each = each;
    }

    /**
     * Reads from the first entry of any of the sessions to the last one.
     *
     * @return whether all of it was read
     */
    boolean read(JournalScanner scanner, int partition, Collection<SessionHeader> headers) {
        headers.forEach(header -> wanted.put(header.sessionId(), header));
        return scanner.scanPatiently(
                partition,
                statistics(headers, SessionHeader::firstOffset).getMin(),
                statistics(headers, SessionHeader::lastOffset).getMax(),
                wanted::containsKey,
                this::on);
    }

    /** The same for one session that somebody waits for. */
    boolean readInTime(JournalScanner scanner, SessionHeader header) {
        wanted.put(header.sessionId(), header);
        return scanner.scanSized(
                header.partition(),
                header.firstOffset(),
                header.lastOffset(),
                wanted::containsKey,
                this::on);
    }

    private void on(JournalEntry entry, Position at, int bytes) {
        SessionHeader header = wanted.get(entry.sessionId());
        if (header == null || at.offset() < header.firstOffset()) {
            return;
        }
        Held session = held.computeIfAbsent(entry.sessionId(), _ -> new Held(fold));
        var _ = session.replay.apply(entry, at);
        if (at.offset() >= header.lastOffset()) {
            forget(header);
            each.accept(session.replay);
            return;
        }
        session.bytes += bytes;
        heldBytes += bytes;
        if (heldBytes > maxHeldBytes && held.size() > 1) {
            forget(header);
            putOff.add(header);
        }
    }

    private void forget(SessionHeader header) {
        wanted.remove(header.sessionId());
        Held session = held.remove(header.sessionId());
        heldBytes -= session == null ? 0 : session.bytes;
    }

    /** The sessions that another pass has to read. */
    List<SessionHeader> putOff() {
        return List.copyOf(putOff);
    }

    private static LongSummaryStatistics statistics(
            Collection<SessionHeader> headers, ToLongFunction<SessionHeader> offset) {
        return headers.stream().mapToLong(offset).summaryStatistics();
    }
}
