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

    /** With the first open turns sealed, unless the row is of another history by now. */
    Row sealed(Bodies.Chunk chunk) {
        return bodies.chunks() == chunk.number()
                        && bodies.open().size() >= chunk.turns()
                        && bodies.open().getFirst() == chunk.from()
                ? new Row(header, bodies.sealed(chunk), changedAt)
                : this;
    }

    /** With the agent's state in the history topic, unless it is another one by now. */
    Row stateCopied(long from, long to) {
        return new Row(header, bodies.stateCopied(from, to), changedAt);
    }

    /** Without what an earlier life had left. */
    Row swept(Bodies.Earlier gone) {
        return new Row(header, bodies.swept(gone), changedAt);
    }
}
