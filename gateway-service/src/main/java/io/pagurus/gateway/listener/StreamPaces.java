package io.pagurus.gateway.listener;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Event-loop confined; pure, given the time. What the client of one HTTP/2 connection has begun to
 * send and not ended, by the heads of its frames: a head has to end in time, and each stream's body
 * has to come at a rate. Other frames do not help, so no ping keeps a body alive that does not
 * come.
 */
final class StreamPaces {

    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int CONTINUATION = 9;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final long NONE = -1;
    private static final long MILLIS = 1000;

    /** More than run at once: streams that the edge has ended early stay until the next look. */
    private static final int MOST = 1000;

    /** Whose turn it is with a stream. */
    enum Turn {
        /** The client's. */
        CLIENT,
        /** The edge's, which has something of it that nobody has taken, or gives it no room. */
        EDGE,
        /** Nobody's: it is over. */
        NOBODY
    }

    private static final class Upload {
        long since;
        long bytes;
    }

    private final ListenerConfig config;
    private final LongSupplier now;
    private final Map<Integer, Upload> begun = new LinkedHashMap<>();
    private @Nullable Upload current;
    private long headSince = NONE;

    StreamPaces(ListenerConfig config, LongSupplier now) {
        this.config = config;
        this.now = now;
    }

    /** The head of the client's next frame. */
    void next(int type, int flags, int stream) {
        boolean ends = (flags & END_STREAM) != 0;
        current = null;
        switch (type) {
            case HEADERS -> {
                head(flags);
                if (ends) {
                    begun.remove(stream);
                } else {
                    begin(stream);
                }
            }
            case CONTINUATION -> head(flags);
            case DATA -> current = ends ? begun.remove(stream) : begun.get(stream);
            case RST_STREAM -> begun.remove(stream);
            default -> {
                // Says nothing of what was begun.
            }
        }
    }

    private void head(int flags) {
        boolean ended = (flags & END_HEADERS) != 0;
        headSince = ended ? NONE : headSince == NONE ? now.getAsLong() : headSince;
    }

    private void begin(int stream) {
        Upload upload = new Upload();
        upload.since = now.getAsLong();
        begun.put(stream, upload);
        if (begun.size() > MOST) {
            begun.remove(begun.keySet().iterator().next());
        }
    }

    /** Some more of that frame's payload. */
    void read(int count) {
        if (current != null) {
            current.bytes += count;
        }
    }

    /** Whether nothing is begun: there is nothing to look at. */
    boolean isEmpty() {
        return begun.isEmpty() && headSince == NONE;
    }

    /** Whether a head takes too long. */
    boolean isHeadLate() {
        return headSince != NONE && now.getAsLong() - headSince > config.headTimeout().toMillis();
    }

    /** The streams whose bodies come too slowly; they are told of once. */
    List<Integer> slow(IntFunction<Turn> turns) {
        List<Integer> slow = new ArrayList<>();
        Iterator<Map.Entry<Integer, Upload>> each = begun.entrySet().iterator();
        while (each.hasNext()) {
            Map.Entry<Integer, Upload> one = each.next();
            Turn turn = turns.apply(one.getKey());
            boolean isSlow = turn == Turn.CLIENT && isSlow(one.getValue());
            if (isSlow) {
                slow.add(one.getKey());
            } else if (turn == Turn.EDGE) {
                restart(one.getValue());
            }
            if (isSlow || turn == Turn.NOBODY) {
                each.remove();
            }
        }
        return slow;
    }

    private boolean isSlow(Upload upload) {
        long window = now.getAsLong() - upload.since;
        if (window < config.bodyPatience().toMillis()) {
            return false;
        }
        boolean slow = upload.bytes * MILLIS < config.bodyMinRate() * window;
        restart(upload);
        return slow;
    }

    private void restart(Upload upload) {
        upload.since = now.getAsLong();
        upload.bytes = 0;
    }
}
