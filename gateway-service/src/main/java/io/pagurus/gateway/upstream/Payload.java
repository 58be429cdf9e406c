package io.pagurus.gateway.upstream;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;

/** Event-loop confined. The body of a request on its way to a node. */
public sealed interface Payload {

    /** No body. */
    record None() implements Payload {}

    /** The whole body, which can be sent as often as it takes. */
    record Kept(Buffer bytes) implements Payload {}

    /**
     * A body that passes through once.
     *
     * @param head what was read before it was clear that it is not kept
     * @param rest what is still to come, paused
     */
    record Streamed(Buffer head, ReadStream<Buffer> rest) implements Payload {}
}
