package io.pagurus.session.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagurus.session.fold.Turn;
import io.pagurus.session.history.ChunkCodec;
import io.pagurus.session.history.UnreadableChunkException;
import io.pagurus.session.privacy.UnreadablePayloadException.Why;
import java.time.Instant;
import java.util.List;

/**
 * Thread-safe. The values of a payload as few bytes, before they are sealed: a sealed payload does
 * not compress any more. Written as a chunk of one turn that says nothing else, so that the
 * dictionary of the history serves here too, and its version goes with it.
 */
final class PayloadText {

    private final ChunkCodec codec = new ChunkCodec();

    byte[] pack(List<JsonNode> values) {
        return codec.seal(List.of(new Turn(1, 0, "", "", "", Instant.EPOCH, values)));
    }

    List<JsonNode> unpack(byte[] packed) {
        try {
            return codec.open(packed).getFirst().messages();
        } catch (UnreadableChunkException _) {
            throw new UnreadablePayloadException(Why.DAMAGED);
        }
    }
}
