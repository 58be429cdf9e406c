package io.pagurus.gateway.behaviour;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Pure. Frames of HTTP/2 as bytes. Source: RFC 9113 §4.1. */
final class Http2Frames {

    static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int CONTINUATION = 9;

    static final int ENHANCE_YOUR_CALM = 0xb;

    private static final int HEAD = 9;

    private Http2Frames() {}

    static byte[] frame(int type, int flags, int stream, byte[] payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0);
        out.write(payload.length >> 8);
        out.write(payload.length);
        out.write(type);
        out.write(flags);
        out.write(stream >> 24);
        out.write(stream >> 16);
        out.write(stream >> 8);
        out.write(stream);
        out.writeBytes(payload);
        return out.toByteArray();
    }

    static byte[] frames(int type, int flags, int stream, byte[] payload, int count) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            out.writeBytes(frame(type, flags, stream, payload));
        }
        return out.toByteArray();
    }

    /** The error of the last GOAWAY in what was read; -1 without one. */
    static int goAway(String read) {
        // Behind the last stream's id.
        return error(read, GOAWAY, 4);
    }

    /** The error of the last RST_STREAM in what was read; -1 without one. */
    static int reset(String read) {
        return error(read, RST_STREAM, 0);
    }

    private static int error(String read, int type, int offset) {
        byte[] frames = read.getBytes(StandardCharsets.ISO_8859_1);
        int error = -1;
        for (int at = 0; at + HEAD <= frames.length; ) {
            int length =
                    ((frames[at] & 255) << 16)
                            | ((frames[at + 1] & 255) << 8)
                            | (frames[at + 2] & 255);
            if (frames[at + 3] == type) {
                int from = at + HEAD + offset;
                error = new BigInteger(Arrays.copyOfRange(frames, from, from + 4)).intValue();
            }
            at += HEAD + length;
        }
        return error;
    }
}
