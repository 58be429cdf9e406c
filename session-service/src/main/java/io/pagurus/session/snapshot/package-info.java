/**
 * What spares a new owner of a partition from folding its whole journal, in flow order: {@link
 * io.pagurus.session.snapshot.Row} (a session's header, and where its bodies are) → {@link
 * io.pagurus.session.snapshot.RowCodec} → {@link io.pagurus.session.snapshot.SnapshotWriter} (rows
 * that changed, with the position that they are of and the epoch floor, in one transaction) → the
 * compacted topic → {@link io.pagurus.session.snapshot.SnapshotLoader}.
 */
@NullMarked
package io.pagurus.session.snapshot;

import org.jspecify.annotations.NullMarked;
