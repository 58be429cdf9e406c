package io.pagurus.session.snapshot;

import java.util.List;

/**
 * Immutable. What a flush wrote besides rows.
 *
 * @param chunks the turns that were sealed by it
 */
public record Written(List<SealedTurns> chunks) {

    /** Immutable. Some open turns of a session that are a chunk now. */
    public record SealedTurns(int partition, String sessionId, Bodies.Chunk chunk) {}
}
