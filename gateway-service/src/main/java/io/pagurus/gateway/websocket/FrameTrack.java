package io.pagurus.gateway.websocket;

import io.netty.buffer.ByteBuf;

/**
 * Event-loop confined. Follows the frames of one direction without holding them: knows where one
 * ends, and whether one is too long. It is asked about bytes before they pass.
 *
 * <p>Source: RFC 6455 §5.2.
 */
final class FrameTrack {

    /** What is wrong with the bytes; NOTHING when they may pass. */
    enum Wrong {
        NOTHING,
        TOO_LONG
    }

    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;
    private static final int MASK_BYTES = 4;
    private static final int OPCODE_CLOSE = 8;
    private static final int FIRST_CONTROL = 8;

    private final long maxFrame;
    private final long maxMessage;

    /** How much of the payload is still to come. */
    private long payload;

    /** How many bytes of the head are still to come, once its second byte has told. */
    private int headLeft;

    /** How many of those are of the length. */
    private int lengthLeft;

    private boolean insideHead;
    private boolean lastOfMessage;
    private boolean control;
    private boolean closed;
    private long length;
    private long message;

    FrameTrack(long maxFrame, long maxMessage) {
        this.maxFrame = maxFrame;
        this.maxMessage = maxMessage;
    }

    /** Whether what has passed ends with a whole frame. */
    boolean atBoundary() {
        return payload == 0 && !insideHead;
    }

    /** Whether a close frame has begun: nothing may follow it. */
    boolean closed() {
        return closed;
    }

    /** Takes all of the buffer's bytes, without moving its indices. */
    Wrong take(ByteBuf bytes) {
        int at = bytes.readerIndex();
        int end = bytes.writerIndex();
        while (at < end) {
            if (payload > 0) {
                int skipped = (int) Math.min(payload, end - at);
                payload -= skipped;
                at += skipped;
            } else {
                head(bytes.getByte(at++));
                if (payload > maxFrame || message > maxMessage) {
                    return Wrong.TOO_LONG;
                }
            }
        }
        return Wrong.NOTHING;
    }

    /**
     * Takes bytes up to the end of the frame that is under way.
     *
     * @return how many that were; all of them when the frame goes on
     */
    int takeRestOfFrame(ByteBuf bytes) {
        int taken = 0;
        while (taken < bytes.readableBytes() && !atBoundary()) {
            if (payload > 0) {
                int skipped = (int) Math.min(payload, bytes.readableBytes() - taken);
                payload -= skipped;
                taken += skipped;
            } else {
                head(bytes.getByte(bytes.readerIndex() + taken++));
            }
        }
        return taken;
    }

    private void head(byte next) {
        if (!insideHead) {
            insideHead = true;
            headLeft = -1;
            lastOfMessage = next < 0;
            control = (next & 0x0f) >= FIRST_CONTROL;
            closed |= (next & 0x0f) == OPCODE_CLOSE;
        } else if (headLeft < 0) {
            second(next);
        } else {
            headLeft--;
            if (lengthLeft > 0) {
                lengthLeft--;
                // A length that does not fit is beyond every limit.
                length =
                        length >= (Long.MAX_VALUE >> 8)
                                ? Long.MAX_VALUE
                                : (length << 8) | (next & 0xff);
            }
        }
        if (insideHead && headLeft == 0) {
            insideHead = false;
            payload(length);
        }
    }

    private void second(byte next) {
        int said = next & 0x7f;
        lengthLeft = said == LENGTH_16 ? 2 : said == LENGTH_64 ? 8 : 0;
        length = lengthLeft == 0 ? said : 0;
        headLeft = lengthLeft + (next < 0 ? MASK_BYTES : 0);
    }

    private void payload(long size) {
        payload = size;
        if (!control) {
            message = Math.min(message, Long.MAX_VALUE - size) + size;
            if (lastOfMessage && message <= maxMessage) {
                message = 0;
            }
        }
    }
}
