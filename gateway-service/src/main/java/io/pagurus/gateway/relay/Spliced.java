package io.pagurus.gateway.relay;

import io.vertx.core.buffer.Buffer;

/** Immutable. What is to be done after a piece of a stream has come. */
public sealed interface Spliced {

    /** Nothing: it is part of an event, or the client has it already. */
    record Nothing() implements Spliced {}

    /** The client gets this next. */
    record Deliver(Buffer bytes) implements Spliced {}

    /**
     * The new stream is not the one that the client has the beginning of.
     *
     * @param fromStart the new stream as far as it has come
     */
    record Diverged(Buffer fromStart) implements Spliced {}
}
