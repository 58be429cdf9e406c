package io.pagurus.session.snapshot;

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

    private final ChunkCodec codec;
    private final OpenBodies bodies;
    private final Floors floors;

    /**
     * Immutable. A chunk that is not written yet.
     *
     * @param turns how many of the open turns it holds, from the first one on
     * @param messages how many messages they have
     */
    record Piece(ByteBuffer chunk, int turns, int messages) {}

    public Sealing(ChunkCodec codec, OpenBodies bodies, Floors floors) {
        this.codec = codec;
        this.bodies = bodies;
        this.floors = floors;
    }

    /** The next chunk of a session; empty when it is too early, or a turn could not be read. */
    Optional<Piece> next(Row row) {
        List<Long> open = row.bodies().open();
        boolean old = !open.isEmpty() && floors.isBelow(row.header().partition(), open.getFirst());
        return !old && row.bodies().openMessages() < SealedHistory.MESSAGES_PER_CHUNK
                ? Optional.empty()
                : bodies.turns(row.header(), open).map(this::seal);
    }

    private Piece seal(List<Turn> open) {
        int enough = SealedHistory.sealable(open);
        List<Turn> taken = enough == 0 ? open : open.subList(0, enough);
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
                : bodies.state(row.header(), at.offset());
    }
}
