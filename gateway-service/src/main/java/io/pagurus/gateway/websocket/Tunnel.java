package io.pagurus.gateway.websocket;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslHandler;
import io.pagurus.gateway.upstream.NodeSockets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Event-loop confined. Two connections of one event loop, bound to each other.
 *
 * <pre>
 *   PASSING ──► CLOSING ──► over     the edge says why, and waits a while for the client's answer
 *      └──────────────────► over     one side has ended, so the other does
 * </pre>
 */
final class Tunnel {

    /** Event-loop confined. Whose tunnel it is. */
    interface Owner {
        /** What a client hears whose node is gone. */
        CloseFrame comeBack();

        /** A mask that cannot be foreseen. */
        int mask();

        /** Both connections are closed. */
        void over();
    }

    private static final String HANDLER = "tunnel";

    private final Owner owner;
    private final long closeMillis;
    private final TunnelEnd client;
    private final TunnelEnd node;
    private @Nullable CloseFrame why;
    private @Nullable CloseFrame tooEarly;
    private boolean begun;
    private boolean over;

    Tunnel(Owner owner, WebSocketConfig config) {
        this.owner = owner;
        this.closeMillis = config.closeTimeout().toMillis();
        this.client = new TunnelEnd(this, track(config));
        this.node = new TunnelEnd(this, track(config));
    }

    private static FrameTrack track(WebSocketConfig config) {
        return new FrameTrack(config.maxFrame().asLongValue(), config.maxMessage().asLongValue());
    }

    /** Takes what a node sends from now on, in front of a handler that would misread it. */
    void catchNode(Channel channel) {
        channel.pipeline().addBefore(NodeSockets.LAST_HANDLER, HANDLER, node);
    }

    /** The same for a client. */
    void catchClient(Channel channel) {
        channel.pipeline().addBefore(NodeSockets.LAST_HANDLER, HANDLER, client);
    }

    /** Binds the two; both channels' other handlers are no longer needed. */
    void begin() {
        Channel clientChannel = client.channel();
        Channel nodeChannel = node.channel();
        if (!clientChannel.eventLoop().equals(nodeChannel.eventLoop())) {
            throw new IllegalStateException("a tunnel has one event loop");
        }
        bare(clientChannel);
        bare(nodeChannel);
        begun = true;
        client.passTo(node);
        node.passTo(client);
        if (!clientChannel.isActive()) {
            ended(client);
        } else if (!nodeChannel.isActive()) {
            ended(node);
        }
        if (tooEarly != null) {
            close(tooEarly);
        }
    }

    /** Only TLS stays beside the tunnel itself: no decoder, no idle timer. */
    private static void bare(Channel channel) {
        if (!channel.isActive()) {
            // It may be closed only just, and its handlers have still to hear of it.
            return;
        }
        for (Map.Entry<String, ChannelHandler> each : channel.pipeline().toMap().entrySet()) {
            if (!(each.getValue() instanceof SslHandler)
                    && !(each.getValue() instanceof TunnelEnd)) {
                channel.pipeline().remove(each.getValue());
            }
        }
        try {
            // The far side may vanish without a word, and nothing else would ever notice.
            channel.config().setOption(ChannelOption.SO_KEEPALIVE, true);
        } catch (ChannelException _) {
            // It has left already, which is seen next.
        }
    }

    /** Ends it in order, behind the frame that is under way. */
    void close(CloseFrame frame) {
        if (!begun) {
            tooEarly = frame;
            return;
        }
        if (why != null || over) {
            return;
        }
        why = frame;
        client.discard();
        after(closeMillis, this::abort);
        if (node.mayAdd()) {
            frameFinished();
        } else if (node.closeSeen() || !node.isActive()) {
            abort();
        } else {
            node.finishFrame();
        }
    }

    /** The node's last frame is with the client. */
    void frameFinished() {
        if (why != null) {
            client.write(why.toClient());
            client.flush();
        }
        node.discard();
        if (client.mayAdd()) {
            node.write(CloseFrame.goingAway().toNode(owner.mask()));
        }
        node.close();
    }

    void closeAnswered(TunnelEnd by) {
        if (by == client) {
            client.close();
        }
    }

    void tooLong() {
        close(CloseFrame.tooLong());
    }

    /** A connection is closed; to be called for each at least once. */
    void ended(TunnelEnd end) {
        if (over) {
            return;
        }
        if (!client.isActive() && !node.isActive()) {
            over = true;
            owner.over();
        } else if (end == client) {
            node.close();
        } else if (why == null) {
            nodeEnded();
        }
    }

    private void nodeEnded() {
        if (node.mayAdd() && !client.closeSeen()) {
            // It said no word of leaving: it is gone, and another serves the client soon.
            close(owner.comeBack());
        } else {
            client.close();
        }
    }

    void abort() {
        client.abort();
        node.abort();
    }

    void after(long millis, Runnable then) {
        var _ = node.channel().eventLoop().schedule(then, millis, TimeUnit.MILLISECONDS);
    }
}
