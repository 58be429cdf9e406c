package io.pagurus.session.view;

import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.history.ChunkCodec;
import io.pagurus.session.history.SealedHistory;
import io.pagurus.session.journal.ChunkReader;
import io.pagurus.session.journal.JournalScanner;
import io.pagurus.session.journal.SessionTable;
import io.pagurus.session.snapshot.OpenBodies;
import io.pagurus.session.snapshot.Row;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Thread-safe; blocks. Sessions by seeking: the sealed chunks in the history topic, what is open in
 * the journal. It takes as long for a session of a busy partition as for any other, and needs
 * nothing of the journal that is deleted. Many sessions at once are read in one pass over the same.
 */
public final class SeekingSource implements SessionSource {

    /** Sessions for which some seeks each take no longer than reading through a partition. */
    private static final int FEW = 8;

    private final SessionTable sessions;
    private final ChunkReader chunks;
    private final OpenBodies open;
    private final JournalScanner journal;
    private final ChunkCodec codec = new ChunkCodec();
    private final long maxHeldBytes;

    /**
     * @param open what the journal alone has
     * @param maxHeldBytes of bodies, while many sessions are read
     */
    public SeekingSource(
            SessionTable sessions,
            ChunkReader chunks,
            OpenBodies open,
            JournalScanner journal,
            long maxHeldBytes) {
        this.sessions = sessions;
        this.chunks = chunks;
        this.open = open;
        this.journal = journal;
        this.maxHeldBytes = maxHeldBytes;
    }

    @Override
    public Optional<SessionContent> load(SessionHeader header) {
        return sessions.row(header.sessionId()).flatMap(this::seek);
    }

    private Optional<SessionContent> seek(Row row) {
        SessionHeader now = row.header();
        if (ViewStep.isEmptied(now)) {
            return Optional.of(SessionContent.emptied(now));
        }
        int partition = now.partition();
        String id = now.sessionId();
        return chunks.chunks(partition, id, row.bodies())
                .flatMap(sealed ->
                        open.turns(now, row.bodies().open())
                                .map(turns -> SealedHistory.of(sealed, turns, codec)))
                .flatMap(history ->
                        BodyAssembly.of(
                                row,
                                history,
                                offset -> chunks.state(partition, id, offset).orElse(null),
                                offset -> journal.at(partition, offset, id).orElse(null)));
    }

    @Override
    public void load(
            int partition, Collection<SessionHeader> headers, Consumer<SessionContent> each) {
        List<Row> left =
                headers.stream()
                        .flatMap(header -> sessions.row(header.sessionId()).stream())
                        .toList();
        if (left.size() <= FEW) {
            left.forEach(row -> seek(row).ifPresent(each));
            return;
        }
        while (!left.isEmpty()) {
            BodyPass pass =
                    new BodyPass(
                            chunks,
                            journal,
                            maxHeldBytes,
                            session -> session.content(codec).ifPresent(each));
            if (!pass.read(partition, left)) {
                return;
            }
            left = pass.putOff();
        }
    }
}
