/**
 * A session's history in the form in which it is kept: {@link
 * io.pagurus.session.history.SealedHistory} says which turns are a chunk → {@link
 * io.pagurus.session.history.ChunkCodec} turns them into bytes and back, with a shared {@link
 * io.pagurus.session.history.Dictionary}. Pure; the same bytes stand in Redis and wherever else a
 * history is kept.
 */
@NullMarked
package io.pagurus.session.history;

import org.jspecify.annotations.NullMarked;
