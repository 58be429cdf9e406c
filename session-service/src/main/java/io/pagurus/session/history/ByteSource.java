package io.pagurus.session.history;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Confined to one thread. Reads what {@link ByteSink} wrote, and never past its end. */
final class ByteSource {

    private final byte[] bytes;
    private int at;

    ByteSource(byte[] bytes) {
        this.bytes = bytes;
    }

    int one() {
        if (at >= bytes.length) {
            throw new UnreadableChunkException("it ends too early");
        }
        return bytes[at++] & 0xff;
    }

    byte[] many(long count) {
        if (count < 0 || count > bytes.length - at) {
            throw new UnreadableChunkException("it ends too early");
        }
        byte[] part = Arrays.copyOfRange(bytes, at, at + (int) count);
        at += (int) count;
        return part;
    }

    byte[] rest() {
        return many(bytes.length - at);
    }

    long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = one();
            value |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new UnreadableChunkException("a number without end");
    }

    long signed() {
        long value = varint();
        return (value >>> 1) ^ -(value & 1);
    }

    String text() {
        int end = at;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        byte[] text = many(end - at);
        one();
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString();
        } catch (CharacterCodingException e) {
            throw new UnreadableChunkException("text that is none", e);
        }
    }

    int position() {
        return at;
    }

    boolean atEnd() {
        return at == bytes.length;
    }
}
