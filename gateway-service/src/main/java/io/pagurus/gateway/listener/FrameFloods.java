package io.pagurus.gateway.listener;

import java.util.function.LongSupplier;

/**
 * Event-loop confined. Counts the frames of one HTTP/2 connection that cost the edge work and the
 * client nothing. Resets and empty data are counted by Netty.
 *
 * <p>Source: RFC 9113 §10.5; CVE-2019-9512, -9513, -9515, CVE-2024-27316.
 */
final class FrameFloods {

    private static final int PRIORITY = 2;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int CONTINUATION = 9;

    private final int most;
    private final long windowMillis;
    private final LongSupplier now;
    private int count;
    private long since;

    FrameFloods(int most, long windowMillis, LongSupplier now) {
        this.most = most;
        this.windowMillis = windowMillis;
        this.now = now;
        this.since = now.getAsLong();
    }

    /** Whether this frame is one too many. */
    boolean count(int type) {
        return switch (type) {
            case PRIORITY, SETTINGS, PING, CONTINUATION -> oneMore();
            default -> false;
        };
    }

    private boolean oneMore() {
        long at = now.getAsLong();
        if (at - since > windowMillis) {
            since = at;
            count = 0;
        }
        return ++count > most;
    }
}
