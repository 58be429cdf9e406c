package io.pagurus.bench.edge.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Thread-safe. Text on the wire. */
final class Bytes {

    static final Charset ASCII = StandardCharsets.US_ASCII;
    static final byte[] NONE = new byte[0];

    private static final int STATUS_AT = "HTTP/1.1 ".length();

    private Bytes() {}

    /** Text that is sent again and again, by duplicates. */
    static ByteBuf constant(String text) {
        byte[] bytes = text.getBytes(ASCII);
        ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        return Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(direct));
    }

    /** The first number at or after a place, decimal. */
    static int number(byte[] bytes, int from) {
        int at = from;
        while (bytes[at] == ' ') {
            at++;
        }
        int number = 0;
        for (; at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9'; at++) {
            number = number * 10 + bytes[at] - '0';
        }
        return number;
    }

    /** The status of an answer that begins there; 0 when it is too short for one. */
    static int status(byte[] bytes, int from) {
        return bytes.length - from < STATUS_AT + 3 ? 0 : number(bytes, from + STATUS_AT);
    }
}
