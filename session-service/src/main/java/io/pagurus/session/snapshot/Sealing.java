package io.pagurus.session.snapshot;

import io.pagurus.session.fold.Turn;
import io.pagurus.session.history.ChunkCodec;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Thread-safe; blocks while it reads. Turns that were committed one by one become one chunk: the
 * same bytes in the history topic and in the view.
 */
public final class Sealing {

    private final ChunkCodec codec;
    private final TurnSource turns;
    private final int messages;

    /**
     * Immutable. A chunk that is not written yet.
     *
     * @param turns how many of the open turns it holds, from the first one on
     * @param messages how many messages they have
     */
    record Piece(ByteBuffer chunk, int turns, int messages) {}

    /**
     * @param messages how many open messages make a chunk
     */
    public Sealing(ChunkCodec codec, TurnSource turns, int messages) {
        this.codec = codec;
        this.turns = turns;
        this.messages = messages;
    }

    /** The next chunk of a session; empty when it is too early, or a turn could not be read. */
    Optional<Piece> next(Row row) {
        return row.bodies().openMessages() < messages
                ? Optional.empty()
                : turns.turns(row.header(), row.bodies().open()).map(this::seal);
    }

    /** The smallest number of whole turns that makes a chunk. */
    private Piece seal(List<Turn> open) {
        int taken = 0;
        int held = 0;
        while (taken < open.size() && held < messages) {
            held += open.get(taken).messages().size();
            taken++;
        }
        return new Piece(ByteBuffer.wrap(codec.seal(open.subList(0, taken))), taken, held);
    }
}
