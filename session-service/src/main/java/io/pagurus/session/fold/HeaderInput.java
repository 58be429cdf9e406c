package io.pagurus.session.fold;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Confined to one header or row. Reads what {@link HeaderOutput} wrote, and trusts none of it. */
public final class HeaderInput {

    private static final int SHA_256_LENGTH = 32;

    private final ByteBuffer bytes;

    public HeaderInput(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    public void mustEnd() {
        if (bytes.hasRemaining()) {
            throw new HeaderFormatException(bytes.remaining() + " bytes too many");
        }
    }

    public int oneByte() {
        need(1);
        return bytes.get() & 0xff;
    }

    public long number() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int part = oneByte();
            value |= (long) (part & 0x7f) << shift;
            if (part < 0x80) {
                return value;
            }
        }
        throw new HeaderFormatException("a number that does not end");
    }

    long signed() {
        long value = number();
        return (value >>> 1) ^ -(value & 1);
    }

    public int small() {
        long value = number();
        if (value < Integer.MIN_VALUE || value > Integer.MAX_VALUE) {
            throw new HeaderFormatException("too large a number");
        }
        return (int) value;
    }

    /** How many things follow, of so many bytes at least: no more than there are bytes for. */
    public int count(int bytesOfEach) {
        long count = number();
        if (count < 0 || count > bytes.remaining() / bytesOfEach) {
            throw new HeaderFormatException("cut off: " + count + " things are missing");
        }
        return (int) count;
    }

    long fixedLong() {
        need(Long.BYTES);
        return bytes.getLong();
    }

    int fixedInt() {
        need(Integer.BYTES);
        return bytes.getInt();
    }

    Instant time() {
        return Instant.ofEpochSecond(signed(), number());
    }

    String text() {
        String text = optionalText();
        if (text == null) {
            throw new HeaderFormatException("a text is missing");
        }
        return text;
    }

    @Nullable String optionalText() {
        long kind = number();
        if (kind == HeaderOutput.NULL) {
            return null;
        }
        if (kind == HeaderOutput.UUID_BYTES) {
            return new UUID(fixedLong(), fixedLong()).toString();
        }
        if (kind == HeaderOutput.SHA_256_BYTES) {
            return HexFormat.of().formatHex(some(SHA_256_LENGTH));
        }
        return kind == HeaderOutput.UTF_16
                ? utf16(count(Character.BYTES))
                : new String(some(kind - HeaderOutput.UTF_8), StandardCharsets.UTF_8);
    }

    private String utf16(int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(bytes.getChar());
        }
        return text.toString();
    }

    public byte[] some(long length) {
        need(length);
        byte[] some = new byte[(int) length];
        bytes.get(some);
        return some;
    }

    private void need(long length) {
        if (length < 0 || length > bytes.remaining()) {
            throw new HeaderFormatException(
                    "cut off: %d bytes are needed, %d are left"
                            .formatted(length, bytes.remaining()));
        }
    }
}
