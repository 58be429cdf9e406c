package io.pagurus.gateway.listener;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Event-loop confined. Looks at the lines of one request's head as they stand on the wire, for what
 * cannot be seen any more once they are decoded: line ends that are none, and values that go on in
 * another line.
 *
 * <p>Source: RFC 9112 §2.2, §5.2.
 */
final class HeadLines {

    /** Some clients send one behind a body; more is no HTTP. */
    private static final int MOST_EMPTY_LINES = 2;

    private static final byte CR = '\r';
    private static final byte LF = '\n';

    private int emptyLines;
    private boolean requestLineSeen;
    private boolean over;

    /** How many bytes of the buffer were looked at; they are whole lines. */
    private int looked;

    void next() {
        emptyLines = 0;
        requestLineSeen = false;
        over = false;
        looked = 0;
    }

    /** Whether some of the head has come. */
    boolean begun() {
        return requestLineSeen || emptyLines > 0;
    }

    /** The decoder has taken bytes from the buffer. */
    void taken(int bytes) {
        looked = Math.max(0, looked - bytes);
    }

    /** What is wrong with the lines that are there; null when nothing is. */
    @Nullable Refusal look(ByteBuf in) {
        int at = in.readerIndex() + looked;
        int end = in.writerIndex();
        while (at < end && !over) {
            Refusal wrong = begin(in.getByte(at));
            if (wrong != null) {
                return wrong;
            }
            int cr = in.indexOf(at, end, CR);
            if (in.indexOf(at, cr < 0 ? end : cr, LF) >= 0) {
                return Refusal.bad("line ends", "CR LF");
            }
            if (cr < 0 || cr + 1 == end) {
                break;
            }
            if (in.getByte(cr + 1) != LF) {
                return Refusal.bad("line ends", "CR LF");
            }
            line(cr == at);
            at = cr + 2;
        }
        looked = at - in.readerIndex();
        return emptyLines > MOST_EMPTY_LINES ? Refusal.bad("request line", "one") : null;
    }

    private @Nullable Refusal begin(byte first) {
        if (first == ' ' || first == '\t') {
            return Refusal.bad("header line", "one that is not folded");
        }
        if (!requestLineSeen && first != CR && !Token.isToken(first)) {
            return Refusal.bad("method", "a token");
        }
        return null;
    }

    private void line(boolean empty) {
        if (!empty) {
            requestLineSeen = true;
        } else if (requestLineSeen) {
            over = true;
        } else {
            emptyLines++;
        }
    }
}
