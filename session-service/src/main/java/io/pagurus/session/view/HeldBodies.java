package io.pagurus.session.view;

import io.pagurus.events.JournalRecord;
import io.pagurus.session.fold.JournalEntry;
import io.pagurus.session.fold.Turn;
import io.pagurus.session.history.ChunkCodec;
import io.pagurus.session.history.SealedChunk;
import io.pagurus.session.history.SealedHistory;
import io.pagurus.session.journal.ChunkReader;
import io.pagurus.session.snapshot.Bodies;
import io.pagurus.session.snapshot.Row;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Confined to one thread. What a pass has read of one session so far. */
final class HeldBodies {

    private final Row row;
    private final List<ChunkReader.Body> history = new ArrayList<>();
    private final Map<Long, JournalRecord> entries = new HashMap<>();
    private final Set<Long> missing = new HashSet<>();
    private long bytes;

    HeldBodies(Row row) {
        this.row = row;
        missing.addAll(row.bodies().open());
        Bodies.StateAt state = row.bodies().state();
        if (state != null && !state.inHistory()) {
            missing.add(state.offset());
        }
        missing.addAll(BodyAssembly.results(row).values());
    }

    Row row() {
        return row;
    }

    String sessionId() {
        return row.header().sessionId();
    }

    /** The journal's offsets from which something is still to be read. */
    Set<Long> missing() {
        return missing;
    }

    /** What it holds, by its size where it was read. */
    long bytes() {
        return bytes;
    }

    void grow(int more) {
        bytes += more;
    }

    void take(ChunkReader.Body body) {
        history.add(body);
    }

    void take(JournalEntry entry, long offset) {
        missing.remove(offset);
        if (entry instanceof JournalEntry.Written(JournalRecord record)) {
            entries.put(offset, record);
        }
    }

    /** The session; empty when something of it was not there. */
    Optional<SessionContent> content(ChunkCodec codec) {
        if (ViewStep.isEmptied(row.header())) {
            return Optional.of(SessionContent.emptied(row.header()));
        }
        List<SealedChunk> sealed = sealed();
        List<Turn> open = new ArrayList<>();
        for (long offset : row.bodies().open()) {
            if (entries.get(offset) instanceof JournalRecord.TurnCommitted turn) {
                open.add(Turn.of(turn));
            }
        }
        return sealed.size() == row.bodies().chunks() && open.size() == row.bodies().open().size()
                ? BodyAssembly.of(
                        row,
                        SealedHistory.of(sealed, open, codec),
                        offset ->
                                inHistory(offset) instanceof ChunkReader.Body.State state
                                        ? state.json()
                                        : null,
                        entries::get)
                : Optional.empty();
    }

    /** Backwards from the last one, as each names the one before: whatever else is there. */
    private List<SealedChunk> sealed() {
        Deque<SealedChunk> chunks = new ArrayDeque<>();
        long wanted = row.bodies().lastChunk();
        while (inHistory(wanted) instanceof ChunkReader.Body.Chunk chunk) {
            chunks.addFirst(chunk.sealed());
            wanted = chunk.previous();
        }
        return List.copyOf(chunks);
    }

    private ChunkReader.@Nullable Body inHistory(long offset) {
        for (ChunkReader.Body body : history) {
            if (body.offset() == offset) {
                return body;
            }
        }
        return null;
    }
}
