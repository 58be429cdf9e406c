package io.pagurus.session.history;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Confined to one thread. Bytes that grow. */
final class ByteSink {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(4096);

    void put(int oneByte) {
        out.write(oneByte);
    }

    void put(byte[] bytes) {
        out.writeBytes(bytes);
    }

    void put(byte[] bytes, int length) {
        out.write(bytes, 0, length);
    }

    /** Seven bits a byte, the lowest first. */
    void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    /** A number that may be negative, and is mostly small. */
    void signed(long value) {
        varint((value << 1) ^ (value >> 63));
    }

    /** Text that has no zero in it, and its end. */
    void text(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        out.write(0);
    }

    int size() {
        return out.size();
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
