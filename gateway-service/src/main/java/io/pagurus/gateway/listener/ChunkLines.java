package io.pagurus.gateway.listener;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Event-loop confined. Looks at the framing of one chunked body as it stands on the wire. Sizes are
 * plain hexadecimal, and extensions, which nobody uses, are few: they mean nothing here and end
 * here.
 *
 * <pre>
 *   SIZE ─► EXTENSION ─► SIZE_LF ─► DATA ─► DATA_CR ─► DATA_LF ─► SIZE
 *                           └─(0)─► LINE ─► FIELD ─► FIELD_LF ─► LINE ─► END_LF ─► DONE
 * </pre>
 *
 * <p>Source: RFC 9112 §7.1.
 */
final class ChunkLines {

    private enum At {
        SIZE,
        EXTENSION,
        SIZE_LF,
        DATA,
        DATA_CR,
        DATA_LF,
        LINE,
        FIELD,
        FIELD_LF,
        END_LF,
        DONE
    }

    /** 256 MB in one chunk; more is a way to overflow somebody's counter. */
    private static final int MOST_DIGITS = 7;

    /** Over a whole body: extensions are a way to make others read much for nothing. */
    private static final int MOST_EXTENSION_BYTES = 1024;

    private At at = At.SIZE;
    private int digits;
    private long left;
    private int extensionBytes;
    private int looked;

    void taken(int bytes) {
        looked = Math.max(0, looked - bytes);
    }

    /** What is wrong with the bytes that are there; null when nothing is. */
    @Nullable Refusal look(ByteBuf in) {
        int index = in.readerIndex() + looked;
        int end = in.writerIndex();
        while (index < end && at != At.DONE) {
            if (at == At.DATA) {
                int skipped = (int) Math.min(left, end - index);
                left -= skipped;
                index += skipped;
                at = left == 0 ? At.DATA_CR : At.DATA;
            } else if (!next(in.getByte(index++))) {
                return Refusal.bad("chunked body", "chunks as RFC 9112 §7.1 has them");
            }
        }
        looked = index - in.readerIndex();
        return null;
    }

    private boolean next(byte b) {
        return switch (at) {
            case SIZE -> size(b);
            case EXTENSION -> extension(b);
            case SIZE_LF -> b == '\n' && chunk();
            case DATA_CR -> b == '\r' && to(At.DATA_LF);
            case DATA_LF -> b == '\n' && to(At.SIZE);
            case LINE -> b == '\r' ? to(At.END_LF) : Token.isToken(b) && to(At.FIELD);
            case FIELD -> b == '\r' ? to(At.FIELD_LF) : isText(b);
            case FIELD_LF -> b == '\n' && to(At.LINE);
            case END_LF -> b == '\n' && to(At.DONE);
            case DATA, DONE -> true;
        };
    }

    private boolean size(byte b) {
        int digit = Character.digit(b, 16);
        if (digit >= 0) {
            left = left * 16 + digit;
            return ++digits <= MOST_DIGITS;
        }
        return digits > 0 && (b == '\r' ? to(At.SIZE_LF) : b == ';' && to(At.EXTENSION));
    }

    private boolean extension(byte b) {
        return b == '\r' ? to(At.SIZE_LF) : isText(b) && ++extensionBytes <= MOST_EXTENSION_BYTES;
    }

    private boolean chunk() {
        digits = 0;
        return to(left == 0 ? At.LINE : At.DATA);
    }

    private boolean to(At next) {
        at = next;
        return true;
    }

    private static boolean isText(byte b) {
        return b == '\t' || (b >= ' ' && b != 0x7f) || b < 0;
    }
}
