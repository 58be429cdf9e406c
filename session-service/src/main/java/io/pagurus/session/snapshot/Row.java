package io.pagurus.session.snapshot;

import io.pagurus.session.fold.SessionHeader;
import java.time.Instant;

/**
 * Immutable. A session as the owner of its partition keeps it in memory and in snapshots.
 *
 * @param header what the fold judges the next entry by
 * @param bodies where its messages, results and state are
 * @param changedAt when the entry that last changed it was written, by its writer's clock: for
 *     expiry and sweeps, never for a verdict
 */
public record Row(SessionHeader header, Bodies bodies, Instant changedAt) {

    /** With the first open turns sealed. */
    public Row sealed(Bodies.Chunk chunk) {
        return new Row(header, bodies.sealed(chunk), changedAt);
    }
}
