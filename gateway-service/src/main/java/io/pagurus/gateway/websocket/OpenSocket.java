package io.pagurus.gateway.websocket;

import io.pagurus.gateway.affinity.Stay;
import io.pagurus.gateway.fleet.FleetNode;
import io.pagurus.gateway.upstream.SocketTry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Event-loop confined. A WebSocket that is relayed. There may be many thousands, most of them idle,
 * so it holds what its end needs and no more.
 */
final class OpenSocket implements Tunnel.Owner {

    private final WebSockets all;
    private final FleetNode node;
    private final SocketTry atNode;
    private final @Nullable String session;
    private final Stay stay;
    private final Instant begunAt;
    private final Runnable onOver;
    private final Tunnel tunnel;

    /** The next one of the same session. */
    @Nullable OpenSocket next;

    OpenSocket(
            WebSockets all,
            FleetNode node,
            SocketTry atNode,
            @Nullable String session,
            Stay stay,
            Instant begunAt,
            Runnable onOver) {
        this.all = all;
        this.node = node;
        this.atNode = atNode;
        this.session = session;
        this.stay = stay;
        this.begunAt = begunAt;
        this.onOver = onOver;
        this.tunnel = new Tunnel(this, all.config());
    }

    FleetNode node() {
        return node;
    }

    @Nullable String session() {
        return session;
    }

    Instant begunAt() {
        return begunAt;
    }

    Tunnel tunnel() {
        return tunnel;
    }

    /** Sends the client away, to come back at a moment of its own. */
    void sendAway() {
        tunnel.close(comeBack());
    }

    /** The same, at some moment within a time. */
    void sendAwayWithin(long millis) {
        tunnel.after(all.upTo(millis), this::sendAway);
    }

    @Override
    public CloseFrame comeBack() {
        return CloseFrame.comeBack(all.upTo(all.reconnectSpread().toMillis()));
    }

    @Override
    public int mask() {
        return all.mask();
    }

    @Override
    public void over() {
        atNode.ended();
        stay.over();
        all.over(this);
        onOver.run();
    }
}
