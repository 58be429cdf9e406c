package io.pagurus.session.fold;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Confined to one header or row. The values that it is made of, in as few bytes as may be. */
public final class HeaderOutput {

    /** What a text begins with; from {@link #UTF_8} on, with its length added. */
    static final int NULL = 0;

    static final int UUID_BYTES = 1;
    static final int SHA_256_BYTES = 2;
    static final int UTF_16 = 3;
    static final int UTF_8 = 4;

    private static final int SHA_256_DIGITS = 64;
    private static final int UUID_LENGTH = 36;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(320);

    public byte[] bytes() {
        return bytes.toByteArray();
    }

    /** As they are, without their number. */
    public void some(byte[] more) {
        bytes.writeBytes(more);
    }

    public void oneByte(int value) {
        bytes.write(value);
    }

    /** Seven bits a byte, the lowest first: short for what is small and not negative. */
    public void number(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes.write((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }

    /** Short for what is near to zero. */
    void signed(long value) {
        number((value << 1) ^ (value >> 63));
    }

    void fixed(long value) {
        bytes.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    }

    void fixed(int value) {
        bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
    }

    void time(Instant time) {
        signed(time.getEpochSecond());
        number(time.getNano());
    }

    /** The usual forms of ids and digests take half of their characters. */
    void text(@Nullable String text) {
        if (text == null) {
            number(NULL);
        } else if (isUuid(text)) {
            UUID id = UUID.fromString(text);
            number(UUID_BYTES);
            fixed(id.getMostSignificantBits());
            fixed(id.getLeastSignificantBits());
        } else if (isSha256(text)) {
            number(SHA_256_BYTES);
            bytes.writeBytes(HexFormat.of().parseHex(text));
        } else {
            plain(text);
        }
    }

    private void plain(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (new String(utf8, StandardCharsets.UTF_8).equals(text)) {
            number(UTF_8 + (long) utf8.length);
            bytes.writeBytes(utf8);
        } else {
            // JSON may hold half a pair of surrogates, which UTF-8 cannot say.
            number(UTF_16);
            number(text.length());
            text.chars()
                    .forEach(c -> {
                        bytes.write(c >> 8);
                        bytes.write(c);
                    });
        }
    }

    private static boolean isUuid(String text) {
        if (text.length() != UUID_LENGTH) {
            return false;
        }
        for (int i = 0; i < UUID_LENGTH; i++) {
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? text.charAt(i) != '-' : !isHexDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSha256(String text) {
        return text.length() == SHA_256_DIGITS && text.chars().allMatch(HeaderOutput::isHexDigit);
    }

    private static boolean isHexDigit(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
}
