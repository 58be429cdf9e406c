package io.pagurus.gateway.relay;

import io.pagurus.gateway.relay.Spliced.Deliver;
import io.pagurus.gateway.relay.Spliced.Diverged;
import io.pagurus.gateway.relay.Spliced.Nothing;
import io.vertx.core.buffer.Buffer;
import java.util.function.IntPredicate;

/**
 * Event-loop confined. Joins the streams of several tries at one turn into the one stream that the
 * client sees.
 *
 * <p>Only whole events are delivered, so that a cut never leaves half an event behind. What was
 * delivered is kept; where the stream of a later try begins with the same bytes they are skipped,
 * and where it does not it has <em>diverged</em>: the two are never concatenated.
 */
public final class StreamSplice {

    private static final byte[] DONE = {'d', 'a', 't', 'a', ':', '[', 'D', 'O', 'N', 'E', ']'};

    private final int maxKept;
    private final int maxPartial;
    private final IntPredicate reserve;
    private SseBoundary boundary = new SseBoundary();
    private Buffer delivered = Buffer.buffer();
    private Buffer partial = Buffer.buffer();
    private int matched;
    private boolean keptAll = true;
    private boolean insideEvent;
    private boolean doneSeen;

    /**
     * @param maxKept how many delivered bytes are kept to compare with
     * @param maxPartial how long an event may be before it is delivered in pieces
     * @param reserve asks for that many bytes of the memory that all streams share
     */
    public StreamSplice(int maxKept, int maxPartial, IntPredicate reserve) {
        this.maxKept = maxKept;
        this.maxPartial = maxPartial;
        this.reserve = reserve;
    }

    /** A new try's stream begins. */
    public void begin() {
        boundary = new SseBoundary();
        partial = Buffer.buffer();
        matched = 0;
        doneSeen = false;
    }

    /** Takes the next piece of the current try's stream. */
    public Spliced accept(Buffer chunk) {
        int end = boundary.lastEnd(chunk);
        if (end < 0) {
            if (partial.length() + chunk.length() <= maxPartial) {
                partial.appendBuffer(chunk);
                return new Nothing();
            }
            return deliver(takePartialAnd(chunk, chunk.length()), true);
        }
        Buffer whole = takePartialAnd(chunk, end);
        if (end < chunk.length()) {
            partial.appendBuffer(chunk.slice(end, chunk.length()));
        }
        doneSeen |= endsWithDone(whole);
        return deliver(whole, false);
    }

    /** The current try's stream is there in full, what is left of it included. */
    public Spliced end() {
        Buffer rest = takePartialAnd(Buffer.buffer(), 0);
        if (rest.length() > 0) {
            return deliver(rest, true);
        }
        return matched < delivered.length()
                ? new Diverged(delivered.getBuffer(0, matched))
                : new Nothing();
    }

    /** What was delivered no longer counts: the client is told to forget it. */
    public void restartWith(Buffer fromStart) {
        delivered = Buffer.buffer();
        matched = 0;
        keep(fromStart);
    }

    /** Whether a later try's stream can be joined to what the client has. */
    public boolean joinable() {
        return keptAll;
    }

    /** Whether the client has the beginning of an event without its end. */
    public boolean insideEvent() {
        return insideEvent;
    }

    /** Whether the current try's stream has said that it is complete. */
    public boolean doneSeen() {
        return doneSeen;
    }

    private Buffer takePartialAnd(Buffer chunk, int length) {
        Buffer piece = length == chunk.length() ? chunk : chunk.slice(0, length);
        if (partial.length() == 0) {
            return piece;
        }
        Buffer joined = partial.appendBuffer(piece);
        partial = Buffer.buffer();
        return joined;
    }

    private Spliced deliver(Buffer whole, boolean endsInsideEvent) {
        int known = Math.min(delivered.length() - matched, whole.length());
        for (int i = 0; i < known; i++) {
            if (delivered.getByte(matched + i) != whole.getByte(i)) {
                return new Diverged(delivered.getBuffer(0, matched).appendBuffer(whole));
            }
        }
        matched += known;
        if (known == whole.length()) {
            return new Nothing();
        }
        Buffer fresh = known == 0 ? whole : whole.slice(known, whole.length());
        keep(fresh);
        insideEvent = endsInsideEvent;
        return new Deliver(fresh);
    }

    private void keep(Buffer fresh) {
        if (!keptAll) {
            return;
        }
        if (delivered.length() + fresh.length() > maxKept || !reserve.test(fresh.length())) {
            keptAll = false;
            delivered = Buffer.buffer();
            matched = 0;
            return;
        }
        delivered.appendBuffer(fresh);
        matched = delivered.length();
    }

    /** {@code data: [DONE]} with or without the space, and the ends of its lines behind it. */
    private static boolean endsWithDone(Buffer events) {
        int at = events.length() - 1;
        while (at >= 0 && (events.getByte(at) == '\n' || events.getByte(at) == '\r')) {
            at--;
        }
        for (int i = DONE.length - 1; i >= 0; i--, at--) {
            if (DONE[i] == ':' && at >= 0 && events.getByte(at) == ' ') {
                at--;
            }
            if (at < 0 || events.getByte(at) != DONE[i]) {
                return false;
            }
        }
        return at < 0 || events.getByte(at) == '\n' || events.getByte(at) == '\r';
    }
}
