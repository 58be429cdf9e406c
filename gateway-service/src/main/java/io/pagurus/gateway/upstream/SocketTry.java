package io.pagurus.gateway.upstream;

import java.time.Clock;

/** Event-loop confined. One connection that leaves HTTP, as the load of its node knows it. */
public final class SocketTry {

    private final NodeLoad load;
    private final Clock clock;
    private final long begunAt;
    private boolean answered;
    private boolean over;

    SocketTry(NodeLoad load, Clock clock) {
        this.load = load;
        this.clock = clock;
        this.begunAt = NodeLoad.micros(clock.instant());
        load.began(begunAt);
    }

    /** The node has answered the handshake, whatever it says. */
    public void answered(int status) {
        if (!answered) {
            answered = true;
            load.answered(begunAt, NodeLoad.micros(clock.instant()), status < 500);
        }
    }

    /** The node did not do its part. */
    public void failed() {
        load.failed(begunAt, NodeLoad.micros(clock.instant()));
    }

    /** It is over, however it went. */
    public void ended() {
        if (!over) {
            over = true;
            load.ended(begunAt, answered);
        }
    }
}
