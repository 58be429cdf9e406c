package io.pagurus.gateway.listener;

import java.util.LinkedHashSet;

/**
 * Event-loop confined. Which streams a client has opened and not ended, by its own frames: a head
 * for any other is an error of the connection. Netty forgets a stream once it is closed, and cannot
 * tell one that has ended from one that was passed over.
 *
 * <p>Source: RFC 9113 §5.1, §5.1.1.
 */
final class StreamOrder {

    /** No error. */
    static final int FINE = -1;

    static final int PROTOCOL_ERROR = 1;
    static final int STREAM_CLOSED = 5;
    static final int CALM = 11;

    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int END_STREAM = 1;

    /** Streams that the edge ended early and the client never did; beyond it they are forgotten. */
    private static final int MOST_OPEN = 1000;

    private final LinkedHashSet<Integer> open = new LinkedHashSet<>();
    private int highest;
    private int forgotten;
    private int lastSkippedFrom;
    private int lastSkippedTo;

    /** What is wrong with a client's next frame; {@link #FINE} when nothing is. */
    int next(int type, int flags, int stream) {
        boolean ends = (flags & END_STREAM) != 0;
        return switch (type) {
            case HEADERS -> headers(stream, ends);
            case DATA -> {
                if (ends) {
                    open.remove(stream);
                }
                yield FINE;
            }
            case RST_STREAM -> {
                open.remove(stream);
                yield FINE;
            }
            default -> FINE;
        };
    }

    private int headers(int stream, boolean ends) {
        if (stream > highest) {
            opens(stream, ends);
            return FINE;
        }
        if (open.contains(stream)) {
            if (ends) {
                open.remove(stream);
            }
            return FINE;
        }
        if (stream <= forgotten || (stream & 1) == 0) {
            // Netty's to judge.
            return FINE;
        }
        return stream >= lastSkippedFrom && stream <= lastSkippedTo
                ? PROTOCOL_ERROR
                : STREAM_CLOSED;
    }

    private void opens(int stream, boolean ends) {
        if (stream > highest + 2) {
            lastSkippedFrom = highest + 1;
            lastSkippedTo = stream - 1;
        }
        highest = stream;
        if (!ends) {
            open.add(stream);
            if (open.size() > MOST_OPEN) {
                forgotten = open.removeFirst();
            }
        }
    }
}
