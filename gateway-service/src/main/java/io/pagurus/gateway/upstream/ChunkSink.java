package io.pagurus.gateway.upstream;

import io.netty.buffer.ByteBuf;

/** Event-loop confined. Where pieces of a body go that are chunks of HTTP/1.1 as they stand. */
@FunctionalInterface
public interface ChunkSink {

    /**
     * A piece has come.
     *
     * @param chunks are the sink's to release
     * @param bytes of them that are no framing
     * @param endsEvent whether they end with an empty line
     */
    void take(ByteBuf chunks, int bytes, boolean endsEvent);
}
