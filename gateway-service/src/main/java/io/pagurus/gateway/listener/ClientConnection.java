package io.pagurus.gateway.listener;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2LocalFlowController;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.ReferenceCountUtil;
import io.pagurus.gateway.listener.Pace.Awaited;
import io.pagurus.gateway.problem.Problem;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Event-loop confined. A client's connection, as the first handler of its channel: holds it to its
 * pace, and closes it so that the client hears why.
 *
 * <p>It has no timer of its own: {@link Connections} looks at all of an event loop's.
 */
@ChannelHandler.Sharable // Not with others: with itself, when it is added again.
public final class ClientConnection extends ChannelDuplexHandler implements Runnable {

    private static final String NAME = "client-connection";

    /** Vert.x's own, the last of the channel. */
    private static final String LAST = "handler";

    /** Also Vert.x's; what is written from here is bytes. */
    static final String ENCODER = "httpEncoder";

    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int TOO_SLOW = 408;
    private static final int TOO_MANY_REQUESTS = 429;

    /** Its place among all; -1 outside. */
    int place = -1;

    private final Connections all;
    private final Pace pace;
    private @Nullable ChannelHandlerContext context;
    private @Nullable HttpConnection http2;
    private @Nullable StreamPaces paces;
    private @Nullable HttpServerResponse answering;
    private boolean upgraded;
    private boolean unread;
    private boolean lingering;
    private boolean leaving;
    private int running;
    private int ahead;

    ClientConnection(Connections all) {
        this.all = all;
        this.pace = all.newPace();
    }

    /** The one below a request's connection. */
    public static ClientConnection of(HttpConnection connection) {
        return (ClientConnection) ((ConnectionBase) connection).channel().pipeline().get(NAME);
    }

    void addTo(Channel channel) {
        channel.pipeline().addFirst(NAME, this);
    }

    // ---- what the edge tells

    /** It speaks HTTP/2. */
    public void speaksHttp2(HttpConnection connection) {
        http2 = connection;
        upgraded = pace.awaited() != Awaited.NEW;
        pace.awaits(Awaited.FRAMES, all.now());
        guardFrames();
    }

    /** Whether a stream of HTTP/2 is the request that asked for it in HTTP/1. */
    boolean isUpgrade(int stream) {
        return upgraded && stream == 1;
    }

    /** Follows its frames from the first on; to be called before those come. */
    void guardFrames() {
        Channel channel = channel();
        if (channel != null
                && channel.pipeline().get(FrameGuard.class) == null
                && channel.pipeline().get(Http2ConnectionHandler.class) != null) {
            ListenerConfig.Http2 config = all.config().http2();
            FrameFloods floods =
                    new FrameFloods(
                            config.maxControlFrames(), config.floodWindow().toMillis(), all::now);
            StreamPaces begun = new StreamPaces(all.config(), all::now);
            paces = begun;
            channel.pipeline()
                    .addBefore(LAST, "frames", new FrameGuard(floods, begun, this::endHttp2));
        }
    }

    private void endHttp2(int error) {
        all.refused(TOO_MANY_REQUESTS);
        if (http2 != null) {
            http2.goAway(error);
        }
        unread();
        if (context != null) {
            context.pipeline().flush();
            // Past HTTP/2's own closing, which waits for its streams.
            close(context, context.newPromise());
        }
    }

    /** A request comes to the edge; to be called for each. */
    public void comes() {
        ahead--;
    }

    /** A request is let in that will take the connection out of HTTP, unless it is refused. */
    public void switches(HttpServerRequest request) {
        answering = request.response();
    }

    /** The request is let in; {@link #run} will follow once. */
    public void begins(HttpServerRequest request) {
        running++;
        answering = request.response();
        if (leaving) {
            sayClose();
        }
    }

    /** A request that was let in is over, and its answer written. */
    @Override
    public void run() {
        running--;
        answering = null;
        all.requestOver();
        if (leaving && running == 0) {
            close();
        }
    }

    /** Ends it after what runs on it. */
    void leave(long withinMillis) {
        leaving = true;
        if (http2 != null) {
            // Says GOAWAY at once, and closes behind the last stream.
            var _ = http2.shutdown(Math.max(1, withinMillis), TimeUnit.MILLISECONDS);
        } else if (running > 0 || isSwitching()) {
            sayClose();
        } else {
            close();
        }
    }

    private boolean isSwitching() {
        HttpServerResponse response = answering;
        return response != null
                && (!response.ended() || response.getStatusCode() == SWITCHING_PROTOCOLS);
    }

    private void sayClose() {
        HttpServerResponse response = answering;
        if (http2 == null && response != null && !response.headWritten()) {
            response.putHeader("Connection", "close");
        }
    }

    // ---- what the decoder tells

    /** Between two requests, with some bytes of the next or without. */
    void awaitsHead(boolean begun) {
        if (begun) {
            pace.awaits(Awaited.HEAD, all.now());
        } else if (pace.awaited() != Awaited.NEW) {
            pace.awaits(Awaited.BETWEEN, all.now());
        }
    }

    void headRead() {
        pace.awaits(Awaited.BODY, all.now());
        unread = true;
        if (++ahead > all.config().maxPipelined()) {
            // Answers go out in order, so all that is asked ahead of them is held.
            abort();
        }
    }

    void requestRead() {
        pace.awaits(Awaited.BETWEEN, all.now());
        unread = false;
    }

    /** Bytes may come that nobody will read. */
    void unread() {
        unread = true;
        pace.awaits(Awaited.BETWEEN, all.now());
    }

    /** Answers in the edge's place where nothing has been answered yet, and closes. */
    void refuse(Problem problem) {
        all.refused(problem.status());
        HttpServerResponse response = answering;
        boolean silent = running == 0 || response == null || !response.headWritten();
        ChannelHandlerContext encoder =
                context == null ? null : context.pipeline().context(ENCODER);
        unread();
        if (encoder != null && silent) {
            var _ = encoder.writeAndFlush(bytes(problem));
        }
        if (context != null && context.pipeline().get(LAST) != null) {
            // What runs hears that its client has failed; then the connection is closed.
            context.fireExceptionCaught(Refusal.of(problem));
        } else {
            close();
        }
    }

    private static ByteBuf bytes(Problem problem) {
        String body = problem.json().encode();
        String head =
                "HTTP/1.1 "
                        + problem.status()
                        + " "
                        + problem.title()
                        + "\r\nContent-Type: "
                        + Problem.CONTENT_TYPE
                        + "\r\nConnection: close\r\nContent-Length: "
                        + body.length()
                        + "\r\n\r\n";
        return Unpooled.copiedBuffer(head + body, StandardCharsets.US_ASCII);
    }

    // ---- its pace

    void look() {
        Channel channel = channel();
        if (channel == null) {
            return;
        }
        // Only a body can be held back; for all others the channel need not be looked at.
        boolean held = pace.awaited() == Awaited.BODY && !channel.config().isAutoRead();
        switch (pace.judge(all.now(), held, running > 0)) {
            case GO_ON -> {
                // As most do.
            }
            case TOO_SLOW -> refuse(Problem.tooSlow());
            case CLOSE -> abort();
        }
        if (paces != null && !paces.isEmpty()) {
            look(paces, channel);
        }
    }

    /** A stream that is too slow is reset; the others go on. */
    private void look(StreamPaces begun, Channel channel) {
        ChannelHandlerContext last = channel.pipeline().context(Http2ConnectionHandler.class);
        if (last == null || !(last.handler() instanceof Http2ConnectionHandler handler)) {
            return;
        }
        if (begun.isHeadLate()) {
            endHttp2(StreamOrder.CALM);
            return;
        }
        List<Integer> slow = begun.slow(stream -> turn(handler.connection(), stream));
        for (int stream : slow) {
            all.refused(TOO_SLOW);
            var _ = handler.resetStream(last, stream, StreamOrder.CALM, last.newPromise());
        }
        if (!slow.isEmpty()) {
            last.flush();
        }
    }

    private static StreamPaces.Turn turn(Http2Connection connection, int id) {
        Http2Stream stream = connection.stream(id);
        Http2LocalFlowController flow = connection.local().flowController();
        if (stream == null) {
            return StreamPaces.Turn.NOBODY;
        }
        boolean held =
                flow.unconsumedBytes(stream) > 0
                        || flow.windowSize(stream) <= 0
                        || flow.windowSize(connection.connectionStream()) <= 0;
        return held ? StreamPaces.Turn.EDGE : StreamPaces.Turn.CLIENT;
    }

    private void close() {
        Channel channel = channel();
        if (channel != null) {
            var _ = channel.close();
        }
    }

    /** At once, and past all other handlers, which may think that it is closed already. */
    private void abort() {
        if (context != null) {
            var _ = context.close();
        }
    }

    private @Nullable Channel channel() {
        return context == null ? null : context.channel();
    }

    // ---- the channel

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        all.add(this);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        all.remove(this);
        if (http2 != null && removed.channel().isActive()) {
            // An upgrade from HTTP/1 has taken all handlers away, this one too.
            addTo(removed.channel());
            guardFrames();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext gone) {
        all.remove(this);
        gone.fireChannelInactive();
    }

    @Override
    public void channelRead(ChannelHandlerContext from, Object message) {
        if (lingering) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof ByteBuf bytes) {
            pace.read(bytes.readableBytes(), all.now());
        }
        from.fireChannelRead(message);
    }

    @Override
    public void flush(ChannelHandlerContext to) {
        written();
        to.flush();
    }

    /** Something is on its way to the client. */
    void written() {
        pace.written(all.now());
    }

    /**
     * Closed with bytes unread, TCP resets the connection, and the client may lose an answer that
     * it already has: so the edge's side is closed, and the client's a while later.
     */
    @Override
    public void close(ChannelHandlerContext to, ChannelPromise promise) {
        if (!(unread || lingering) || !(to.channel() instanceof DuplexChannel channel)) {
            var _ = to.close(promise);
        } else if (lingering) {
            promise.trySuccess();
        } else {
            lingering = true;
            pace.awaits(Awaited.END, all.now());
            channel.config().setAutoRead(true);
            var _ = channel.shutdownOutput(promise);
        }
    }
}
