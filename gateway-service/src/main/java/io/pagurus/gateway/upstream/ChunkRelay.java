package io.pagurus.gateway.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Event-loop confined. Takes a chunked body as it stands on the wire, and gives on what one read
 * has brought: as it is where that is nothing but whole chunks, else as one chunk of its own. No
 * object a chunk, and one write. Extensions and trailers end here.
 *
 * <pre>
 *   SIZE_LINE ─► DATA ─► DATA_END ─► SIZE_LINE
 *       └─(0)─► TRAILERS ─► DONE
 *   any ─► BROKEN
 * </pre>
 *
 * <p>Source: RFC 9112 §7.1.
 */
final class ChunkRelay {

    private enum At {
        SIZE_LINE,
        DATA,
        DATA_END,
        TRAILERS,
        DONE,
        BROKEN
    }

    /** 256 MB in one chunk. */
    private static final int MOST_DIGITS = 7;

    /** Eight digits and the end of their line. */
    private static final int ROOM_BEFORE = 10;

    private static final int ROOM_BEHIND = 2;
    private static final short LINE_END = '\r' << 8 | '\n';
    private static final short EVENT_END = '\n' << 8 | '\n';
    private static final byte[] DIGITS = {
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
    };

    private At at = At.SIZE_LINE;
    private int digits;
    private boolean digitsOver;
    private int left;
    private int lineLength;
    private int bytes;
    private boolean endsEvent;
    private boolean saidMore;

    /** Whether the body is there in full. */
    boolean isDone() {
        return at == At.DONE;
    }

    /** Whether nothing of it can follow. */
    boolean isOver() {
        return at == At.DONE || at == At.BROKEN;
    }

    boolean isBroken() {
        return at == At.BROKEN;
    }

    /** Whether something was behind the body, which nobody has asked for. */
    boolean saidMore() {
        return saidMore;
    }

    /** Whether what has come ends with an empty line. */
    boolean endsEvent() {
        return endsEvent;
    }

    /** What has come last, without its framing. */
    int bytes() {
        return bytes;
    }

    /**
     * Reads on. Mostly a read brings just whole chunks, which then go on as they are.
     *
     * @param in is taken, and what may be behind the body dropped
     * @return what has come of the body, as chunks; null when nothing has
     */
    @Nullable ByteBuf next(ByteBuf in, ByteBufAllocator buffers) {
        if (at == At.SIZE_LINE && digits == 0 && areWhole(in)) {
            return in;
        }
        try {
            return inOne(in, buffers);
        } finally {
            in.release();
        }
    }

    /** Whether it is chunks to the last byte, without anything that is not for others. */
    private boolean areWhole(ByteBuf in) {
        int index = in.readerIndex();
        int end = in.writerIndex();
        int data = 0;
        int size = 0;
        while (index < end) {
            int from = index;
            size = 0;
            for (int digit; index < end && (digit = hex(in.getByte(index))) >= 0; index++) {
                size = size << 4 | digit;
            }
            int next = index + 2 + size + 2;
            if (size == 0
                    || index - from > MOST_DIGITS
                    || next > end
                    || in.getShort(index) != LINE_END
                    || in.getShort(next - 2) != LINE_END) {
                return false;
            }
            data += size;
            index = next;
        }
        bytes = data;
        endsEvent = size > 1 && in.getShort(end - 4) == EVENT_END;
        return true;
    }

    private @Nullable ByteBuf inOne(ByteBuf in, ByteBufAllocator buffers) {
        ByteBuf out = buffers.directBuffer(ROOM_BEFORE + in.readableBytes() + ROOM_BEHIND);
        out.setIndex(ROOM_BEFORE, ROOM_BEFORE);
        while (in.isReadable() && at != At.DONE && at != At.BROKEN) {
            if (at == At.DATA) {
                int taken = Math.min(left, in.readableBytes());
                out.writeBytes(in, taken);
                left -= taken;
                at = left == 0 ? At.DATA_END : At.DATA;
            } else {
                at = next(in.readByte());
            }
        }
        saidMore = in.isReadable();
        if (out.isReadable()) {
            return framed(out);
        }
        out.release();
        return null;
    }

    private At next(byte b) {
        return switch (at) {
            case SIZE_LINE -> b == '\n' ? sizeRead() : sizeLine(b);
            case DATA_END -> b == '\r' ? At.DATA_END : b == '\n' ? At.SIZE_LINE : At.BROKEN;
            case TRAILERS -> trailers(b);
            case DATA, DONE, BROKEN -> at;
        };
    }

    private At sizeLine(byte b) {
        int digit = hex(b);
        if (!digitsOver && digit >= 0) {
            left = left << 4 | digit;
            return ++digits <= MOST_DIGITS ? At.SIZE_LINE : At.BROKEN;
        }
        digitsOver = true;
        return digits > 0 && (b == '\r' || b == ';' || b >= ' ' || b == '\t')
                ? At.SIZE_LINE
                : At.BROKEN;
    }

    private static int hex(byte b) {
        return b >= '0' && b <= '9' ? b - '0' : Character.digit(b, 16);
    }

    private At sizeRead() {
        boolean none = digits == 0;
        digits = 0;
        digitsOver = false;
        return none ? At.BROKEN : left == 0 ? At.TRAILERS : At.DATA;
    }

    private At trailers(byte b) {
        if (b != '\n') {
            lineLength += b == '\r' ? 0 : 1;
            return At.TRAILERS;
        }
        boolean last = lineLength == 0;
        lineLength = 0;
        return last ? At.DONE : At.TRAILERS;
    }

    private ByteBuf framed(ByteBuf out) {
        int end = out.writerIndex();
        int begin = ROOM_BEFORE - 2;
        bytes = out.readableBytes();
        endsEvent = bytes > 1 && out.getShort(end - 2) == EVENT_END;
        out.setShort(begin, LINE_END);
        for (int size = bytes; size > 0; size >>>= 4) {
            out.setByte(--begin, DIGITS[size & 0xf]);
        }
        return out.writeShort(LINE_END).readerIndex(begin);
    }
}
