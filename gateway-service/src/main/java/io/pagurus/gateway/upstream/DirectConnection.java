package io.pagurus.gateway.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.impl.ContextInternal;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Event-loop confined. One HTTP/1.1 connection to a node, and the request that it has at the time.
 *
 * <pre>
 *   idle ──begin──► asking ──head──► answering ──last of both──► idle, or closed
 * </pre>
 *
 * A connection is used again only when request and answer are both whole, and the node agrees.
 */
final class DirectConnection extends ChannelInboundHandlerAdapter implements NodeStream {

    /** Enough for most heads; it grows. */
    private static final int HEAD_BYTES = 512;

    private final ContextInternal context;
    private final Clock clock;
    private final DirectPool pool;
    private @Nullable ChannelHandlerContext channel;
    private @Nullable RequestHead unsent;
    private NodeStream.@Nullable Listener listener;
    private @Nullable Runnable drained;
    private @Nullable ChunkPassage passage;
    private String host = "";
    private int port;
    private boolean head;
    private boolean chunked;
    private boolean sentWhole;
    private boolean informational;
    private boolean keepAlive;
    private boolean answerChunked;
    private long idleSinceMillis;

    DirectConnection(ContextInternal context, Clock clock, DirectPool pool) {
        this.context = context;
        this.clock = clock;
        this.pool = pool;
    }

    void belongsTo(String at, int atPort) {
        host = at;
        port = atPort;
    }

    boolean leadsTo(String at, int atPort) {
        return port == atPort && host.equals(at);
    }

    boolean askedForHead() {
        return head;
    }

    long idleSinceMillis() {
        return idleSinceMillis;
    }

    void begin(RequestHead request, NodeStream.Listener of) {
        unsent = request;
        listener = of;
        head = request.isHead();
        chunked = request.isChunked();
        sentWhole = false;
        passage = null;
        of.opened(this);
    }

    void close() {
        if (channel != null) {
            var _ = channel.close();
        }
    }

    // ---- the request

    @Override
    public void end() {
        send(headed());
        whole();
    }

    @Override
    public void end(Buffer body) {
        send(headed().writeBytes(Bytes.of(body)));
        whole();
    }

    @Override
    public void write(Buffer chunk) {
        if (chunk.length() == 0) {
            // As a chunk it would end the body, and what follows would be another request.
            return;
        }
        ByteBuf out = headed();
        if (chunked) {
            out.writeCharSequence(
                    Integer.toHexString(chunk.length()) + "\r\n", StandardCharsets.US_ASCII);
        }
        out.writeBytes(Bytes.of(chunk));
        if (chunked) {
            out.writeShort('\r' << 8 | '\n');
        }
        send(out);
    }

    @Override
    public void endBody() {
        if (chunked || unsent != null) {
            ByteBuf out = headed();
            if (chunked) {
                out.writeCharSequence("0\r\n\r\n", StandardCharsets.US_ASCII);
            }
            send(out);
        }
        whole();
    }

    /** Begins with the head, where that has not been sent: it then travels with what follows. */
    private ByteBuf headed() {
        ByteBuf out = context().alloc().buffer(HEAD_BYTES);
        if (unsent != null) {
            unsent.writeTo(out);
            unsent = null;
        }
        return out;
    }

    private void send(ByteBuf out) {
        var _ = context().writeAndFlush(out, context().voidPromise());
    }

    private void whole() {
        sentWhole = true;
        if (listener != null) {
            listener.sent();
        }
    }

    @Override
    public boolean full() {
        return !context().channel().isWritable();
    }

    @Override
    public void onDrain(Runnable then) {
        drained = then;
    }

    @Override
    public void pause() {
        context().channel().config().setAutoRead(false);
    }

    @Override
    public void resume() {
        context().channel().config().setAutoRead(true);
    }

    @Override
    public boolean passChunks(ChunkSink to) {
        if (answerChunked) {
            ChunkPassage begun = new ChunkPassage(this, to);
            var _ = context().pipeline().addFirst(begun);
            passage = begun;
        }
        return answerChunked;
    }

    @Override
    public void reset() {
        over();
        close();
    }

    @Override
    public void over() {
        listener = null;
        if (passage != null) {
            passage.drop();
        }
    }

    private ChannelHandlerContext context() {
        if (channel == null) {
            throw new IllegalStateException("a connection that was never made");
        }
        return channel;
    }

    // ---- the answer

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        channel = added;
    }

    @Override
    public void channelRead(ChannelHandlerContext at, Object read) {
        ContextInternal before = context.beginDispatch();
        try {
            take(read);
        } finally {
            context.endDispatch(before);
            ReferenceCountUtil.release(read);
        }
    }

    private void take(Object read) {
        NodeStream.Listener to = listener;
        if (to == null) {
            // Nobody has asked for it, or nobody wants it any more.
            close();
            return;
        }
        if (read instanceof HttpResponse answer) {
            head(answer, to);
        }
        if (read instanceof HttpContent content && listener != null) {
            content(content, to);
        }
    }

    private void head(HttpResponse answer, NodeStream.Listener to) {
        if (answer.decoderResult().isFailure()) {
            broken(to, answer.decoderResult().cause());
            return;
        }
        informational = answer.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        if (informational) {
            interim(answer, to);
        } else {
            keepAlive = HttpUtil.isKeepAlive(answer);
            answerChunked = HttpUtil.isTransferEncodingChunked(answer) && !head;
            to.head(
                    new AnswerHead(
                            answer.status().code(),
                            answer.status().reasonPhrase(),
                            (MultiMap) answer.headers()));
        }
    }

    private void interim(HttpResponse answer, NodeStream.Listener to) {
        if (answer.status().code() == HttpResponseStatus.SWITCHING_PROTOCOLS.code()) {
            broken(to, new IllegalStateException("a 101 that nobody has asked for"));
        } else {
            to.interim(
                    new AnswerHead(
                            answer.status().code(),
                            answer.status().reasonPhrase(),
                            (MultiMap) answer.headers()));
        }
    }

    private void content(HttpContent content, NodeStream.Listener to) {
        if (content.decoderResult().isFailure()) {
            broken(to, content.decoderResult().cause());
            return;
        }
        if (content.content().isReadable()) {
            to.body(Bytes.copy(content.content()));
        }
        // Its listener may have ended it meanwhile.
        if (content instanceof LastHttpContent last && !informational && listener != null) {
            if (!last.trailingHeaders().isEmpty()) {
                to.trailers((MultiMap) last.trailingHeaders());
            }
            ended(to);
        }
    }

    /** By which chunks pass the decoder; null while they do not. */
    @Nullable ChunkPassage passage() {
        return passage;
    }

    /** All chunks of an answer have passed, and the next answer begins. */
    void passed(ChunkPassage by) {
        passage = null;
        context().pipeline().get(AnswerDecoder.class).reset();
        keepAlive &= !by.saidMore();
        NodeStream.Listener to = listener;
        if (to != null) {
            context.emit(to, this::ended);
        }
    }

    void broken(Throwable cause) {
        NodeStream.Listener to = listener;
        if (to != null) {
            context.emit(cause, why -> broken(to, why));
        }
    }

    private void ended(NodeStream.Listener to) {
        listener = null;
        drained = null;
        free();
        to.end();
    }

    private void free() {
        if (keepAlive && sentWhole && context().channel().isActive()) {
            context().channel().config().setAutoRead(true);
            idleSinceMillis = clock.millis();
            pool.release(this);
        } else {
            close();
        }
    }

    private void broken(NodeStream.Listener to, Throwable cause) {
        listener = null;
        close();
        to.fail(cause);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext at) {
        Runnable then = drained;
        if (then != null && at.channel().isWritable()) {
            context.emit(then, Runnable::run);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext at) {
        fail(new ClosedChannelException());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext at, Throwable cause) {
        fail(cause);
        var _ = at.close();
    }

    private void fail(Throwable cause) {
        pool.closed(this);
        NodeStream.Listener to = listener;
        if (to != null) {
            listener = null;
            context.emit(cause, to::fail);
        }
    }
}
