package io.pagurus.bench.edge.load;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * Event-loop confined. Cuts what a connection brings into whole HTTP messages, by their
 * Content-Length. It knows no more of HTTP than that: it must cost next to nothing.
 */
final class MessageCutter {

    /** Takes each whole message. */
    @FunctionalInterface
    interface Taker {
        void take(byte[] bytes, int from);
    }

    private static final byte[] LENGTH = "content-length:".getBytes(Bytes.ASCII);
    private static final int LOWER_CASE = 0x20;

    private final Taker taker;
    private byte[] kept = new byte[0];

    MessageCutter(Taker taker) {
        this.taker = taker;
    }

    void read(ByteBuf in) {
        int begun = kept.length;
        byte[] bytes = Arrays.copyOf(kept, begun + in.readableBytes());
        in.readBytes(bytes, begun, bytes.length - begun);
        int at = 0;
        for (int end; (end = end(bytes, at)) >= 0; at = end) {
            taker.take(bytes, at);
        }
        kept = at == bytes.length ? Bytes.NONE : Arrays.copyOfRange(bytes, at, bytes.length);
    }

    /** Where the message that begins there ends; -1 when that is still to come. */
    private static int end(byte[] bytes, int from) {
        int length = 0;
        for (int line = from; line < bytes.length; ) {
            int end = line;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            if (end == bytes.length) {
                return -1;
            }
            if (end - line <= 1) {
                return end + 1 + length <= bytes.length ? end + 1 + length : -1;
            }
            if ((bytes[line] | LOWER_CASE) == 'c' && isLength(bytes, line, end)) {
                length = Bytes.number(bytes, line + LENGTH.length);
            }
            line = end + 1;
        }
        return -1;
    }

    private static boolean isLength(byte[] bytes, int from, int to) {
        if (to - from < LENGTH.length) {
            return false;
        }
        for (int i = 0; i < LENGTH.length; i++) {
            int c = bytes[from + i];
            if ((c >= 'A' && c <= 'Z' ? c | LOWER_CASE : c) != LENGTH[i]) {
                return false;
            }
        }
        return true;
    }
}
