package io.pagurus.gateway.upstream;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/**
 * Event-loop confined. The seam between the edge and how it speaks to a node: one request on one
 * connection. {@link DirectConnection} is the fast path, plain HTTP/1.1 in Netty's handlers; {@link
 * VertxStream} is everything else.
 */
interface NodeStream {

    /** Event-loop confined. What is heard of a stream, until {@link #reset} or {@link #over}. */
    interface Listener {
        /** There is a connection, and it is this stream's. */
        void opened(NodeStream stream);

        /** The whole request has been sent. */
        void sent();

        /** Something ahead of the answer, which is none itself: a status of 1xx. */
        void interim(AnswerHead head);

        void head(AnswerHead head);

        void body(Buffer chunk);

        /** What follows the body, before its end. */
        void trailers(MultiMap trailers);

        void end();

        void fail(Throwable cause);
    }

    /** Sends the request, which has no body. */
    void end();

    /** Sends the request with its whole body. */
    void end(Buffer body);

    /** Sends a piece of the body, after the request's head. */
    void write(Buffer chunk);

    /** Ends a body that was sent in pieces. */
    void endBody();

    /** Whether more than enough waits to be sent. */
    boolean full();

    /** Names what to do once no longer so much waits. */
    void onDrain(Runnable drained);

    void pause();

    void resume();

    /**
     * From now on the body goes to a sink instead of {@link Listener#body}, and what follows it
     * nowhere. To be called while the head is told of.
     *
     * @return false when this body does not come in chunks
     */
    boolean passChunks(ChunkSink to);

    /** Ends it, and its connection where that is not for others too. */
    void reset();

    /** Its attempt is over, one way or the other. */
    void over();
}
