package io.pagurus.session.view;

import io.pagurus.session.journal.ChunkReader;
import io.pagurus.session.journal.JournalScanner;
import io.pagurus.session.snapshot.Bodies;
import io.pagurus.session.snapshot.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Confined to one thread, which it blocks. One pass over a partition for the bodies of many
 * sessions: what is sealed from the history topic, then the rest from the journal, where only what
 * is wanted is decoded. A session is given away with its last body, so that what is held is
 * bounded; when it is too much, the session that grows is put off. The first one never is, so each
 * pass gets at least one session done.
 */
final class BodyPass {

    private final ChunkReader chunks;
    private final JournalScanner journal;
    private final long maxHeldBytes;
    private final Consumer<HeldBodies> each;
    private final Map<String, HeldBodies> sessions = new HashMap<>();
    private final Map<Long, HeldBodies> inJournal = new HashMap<>();
    private final List<Row> putOff = new ArrayList<>();
    private long heldBytes;

    BodyPass(
            ChunkReader chunks,
            JournalScanner journal,
            long maxHeldBytes,
            Consumer<HeldBodies> each) {
        this.chunks = chunks;
        this.journal = journal;
        this.maxHeldBytes = maxHeldBytes;
        this.each = each;
    }

    /**
     * Reads what is wanted of rows of one partition.
     *
     * @return whether all of it was read
     */
    boolean read(int partition, Collection<Row> rows) {
        rows.forEach(row -> sessions.put(row.header().sessionId(), new HeldBodies(row)));
        return readHistory(partition) && readJournal(partition);
    }

    private boolean readHistory(int partition) {
        long to =
                sessions.values().stream()
                        .mapToLong(session -> lastInHistory(session.row().bodies()))
                        .max()
                        .orElse(Bodies.NO_CHUNK);
        return to == Bodies.NO_CHUNK
                || chunks.scan(partition, to, sessions::containsKey, this::onHistory);
    }

    private static long lastInHistory(Bodies bodies) {
        Bodies.StateAt state = bodies.state();
        return Math.max(
                bodies.lastChunk(),
                state != null && state.inHistory() ? state.offset() : Bodies.NO_CHUNK);
    }

    private void onHistory(String sessionId, ChunkReader.Body body, int bytes) {
        HeldBodies session = sessions.get(sessionId);
        if (session != null) {
            session.take(body);
            grow(session, bytes);
        }
    }

    private boolean readJournal(int partition) {
        for (HeldBodies session : List.copyOf(sessions.values())) {
            session.missing().forEach(offset -> inJournal.put(offset, session));
            if (session.missing().isEmpty()) {
                give(session);
            }
        }
        LongSummaryStatistics offsets =
                inJournal.keySet().stream().mapToLong(Long::longValue).summaryStatistics();
        return inJournal.isEmpty()
                || journal.scanPatiently(
                        partition,
                        offsets.getMin(),
                        offsets.getMax(),
                        inJournal::containsKey,
                        (entry, at, bytes) -> {
                            HeldBodies session = inJournal.remove(at.offset());
                            if (session == null || !sessions.containsKey(session.sessionId())) {
                                return;
                            }
                            session.take(entry, at.offset());
                            if (session.missing().isEmpty()) {
                                give(session);
                            } else {
                                grow(session, bytes);
                            }
                        });
    }

    private void give(HeldBodies session) {
        forget(session);
        each.accept(session);
    }

    private void grow(HeldBodies session, int bytes) {
        session.grow(bytes);
        heldBytes += bytes;
        if (heldBytes > maxHeldBytes && session.bytes() < heldBytes) {
            forget(session);
            putOff.add(session.row());
        }
    }

    private void forget(HeldBodies session) {
        sessions.remove(session.sessionId());
        heldBytes -= session.bytes();
    }

    /** The sessions that another pass has to read. */
    List<Row> putOff() {
        return List.copyOf(putOff);
    }
}
