package io.pagurus.gateway.listener;

/**
 * Event-loop confined; pure, given the time. What is awaited of a client, and since when.
 *
 * <pre>
 *   NEW ──► BODY ──► BETWEEN ──► HEAD ──► BODY      HTTP/1
 *     └───► FRAMES                                  HTTP/2, which paces itself by its streams
 * </pre>
 */
final class Pace {

    /** What the client has to do next. */
    enum Awaited {
        /** Connected: a TLS handshake, perhaps, and the first head. */
        NEW,
        /** The rest of a head that has begun. */
        HEAD,
        BODY,
        /** Nothing: another request may come, or not. */
        BETWEEN,
        FRAMES,
        /** It has been told to go. */
        END
    }

    /** What is to be done about a client. */
    enum Judgement {
        GO_ON,
        /** It had begun something, and hears that it was too slow. */
        TOO_SLOW,
        CLOSE
    }

    private static final long MILLIS = 1000;

    private final ListenerConfig config;
    private final long idleMillis;
    private Awaited awaited = Awaited.NEW;
    private long since;
    private long bytes;
    private long movedAt;

    Pace(ListenerConfig config, long idleMillis, long now) {
        this.config = config;
        this.idleMillis = idleMillis;
        this.since = now;
        this.movedAt = now;
    }

    Awaited awaited() {
        return awaited;
    }

    void awaits(Awaited next, long now) {
        if (awaited != next) {
            awaited = next;
            since = now;
            bytes = 0;
        }
    }

    void read(int count, long now) {
        bytes += count;
        movedAt = now;
    }

    void written(long now) {
        movedAt = now;
    }

    /**
     * @param held the edge itself does not read on, so that slowness is not the client's
     * @param running a request is being answered
     */
    Judgement judge(long now, boolean held, boolean running) {
        return switch (awaited) {
            case NEW -> late(now, config.headTimeout().toMillis(), Judgement.CLOSE);
            case HEAD ->
                    // While it waits for an answer it need not hurry with the next request.
                    running
                            ? Judgement.GO_ON
                            : late(now, config.headTimeout().toMillis(), Judgement.TOO_SLOW);
            case BODY -> body(now, held);
            case BETWEEN -> idle(now);
            case FRAMES -> frames(now, running);
            case END -> late(now, config.lingerTimeout().toMillis(), Judgement.CLOSE);
        };
    }

    private Judgement body(long now, boolean held) {
        long window = now - since;
        if (!held && window < config.bodyPatience().toMillis()) {
            return Judgement.GO_ON;
        }
        boolean slow = !held && bytes * MILLIS < config.bodyMinRate() * window;
        since = now;
        bytes = 0;
        return slow ? Judgement.TOO_SLOW : Judgement.GO_ON;
    }

    /** Without a stream it is idle, however many frames it sends. */
    private Judgement frames(long now, boolean running) {
        if (running) {
            since = now;
            return idle(now);
        }
        return late(now, idleMillis, Judgement.CLOSE);
    }

    private Judgement idle(long now) {
        return now - movedAt > idleMillis ? Judgement.CLOSE : Judgement.GO_ON;
    }

    private Judgement late(long now, long limit, Judgement then) {
        return now - since > limit ? then : Judgement.GO_ON;
    }
}
