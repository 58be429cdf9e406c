package io.pagurus.session.snapshot;

import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagurus.session.fold.Turn;
import io.pagurus.session.history.ChunkCodec;
import io.pagurus.session.history.SealedHistory;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Thread-safe; blocks while it reads. What of a session is due to leave the journal: turns that
 * were committed one by one become one chunk, the same bytes in the history topic and in the view.
 */
public final class Sealing {

    private static final System.Logger LOG = System.getLogger(Sealing.class.getName());

    /** By how much a turn that came as one entry is larger as a chunk, should it not deflate. */
    private static final int SEALING_BYTES = 16 * 1024;

    private final ChunkCodec codec;
    private final OpenBodies bodies;
    private final Floors floors;
    private final int maxEntryBytes;

    /**
     * Immutable. A chunk that is not written yet.
     *
     * @param turns how many of the open turns it holds, from the first one on
     * @param messages how many messages they have
     */
    record Piece(ByteBuffer chunk, int turns, int messages) {}

    /**
     * @param maxEntryBytes what the brokers take as one record, with a little room
     */
    public Sealing(ChunkCodec codec, OpenBodies bodies, Floors floors, int maxEntryBytes) {
        this.codec = codec;
        this.bodies = bodies;
        this.floors = floors;
        this.maxEntryBytes = maxEntryBytes;
    }

    /** The next chunk of a session; empty when it is too early, or a turn could not be read. */
    Optional<Piece> next(Row row) {
        return !isDue(row)
                ? Optional.empty()
                : bodies.turns(row.header(), row.bodies().open())
                        .map(this::seal)
                        .filter(piece -> fits(row, "a turn", piece.chunk().remaining()));
    }

    /** Whether the session has turns that make a chunk, or are to leave the journal. */
    boolean isDue(Row row) {
        List<Long> open = row.bodies().open();
        return row.bodies().openMessages() >= SealedHistory.MESSAGES_PER_CHUNK
                || (!open.isEmpty() && floors.isBelow(row.header().partition(), open.getFirst()));
    }

    /** The next chunks of these sessions will be asked for. */
    void prepare(int partition, List<Row> due) {
        bodies.prepare(
                partition,
                due.stream().flatMap(row -> row.bodies().open().stream()).collect(toSet()));
    }

    private Piece seal(List<Turn> open) {
        int enough = SealedHistory.sealable(open);
        List<Turn> due = enough == 0 ? open : open.subList(0, enough);
        List<Turn> taken =
                due.subList(
                        0,
                        SealedHistory.fitting(
                                due, Math.min(maxEntryBytes, SealedHistory.BYTES_PER_CHUNK)));
        int messages = taken.stream().mapToInt(turn -> turn.messages().size()).sum();
        return new Piece(ByteBuffer.wrap(codec.seal(taken)), taken.size(), messages);
    }

    /** The agent's state, if its entry is to be deleted and could be read. */
    Optional<JsonNode> oldState(Row row) {
        Bodies.StateAt at = row.bodies().state();
        return at == null
                        || at.inHistory()
                        || !floors.isBelow(row.header().partition(), at.offset())
                ? Optional.empty()
                : bodies.state(row.header(), at.offset())
                        .filter(state -> fits(row, "the state", state.toString().length()));
    }

    /**
     * Whether the brokers take it. One record that they refuse would cost its whole flush, and each
     * flush after it; so this one stays where it is, and with it the journal from there on.
     */
    private boolean fits(Row row, String what, int bytes) {
        boolean fits = bytes <= maxEntryBytes + SEALING_BYTES;
        if (!fits) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} of session {1} stays in the journal: it is larger than entries may be"
                            + " (pagurus.journal.max-entry-bytes)",
                    what,
                    row.header().sessionId());
        }
        return fits;
    }
}
