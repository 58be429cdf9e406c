package io.pagurus.session.fold;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe. A few bytes that stand for many: the first ones of a SHA-256. Eight tell an honest
 * repetition from another answer, and one id from another; four tell one request from another where
 * the id is known already.
 */
public final class Digest {

    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{16}");

    private Digest() {}

    /** Of a turn's messages: whether a second answer to a turn is the first one again. */
    public static long ofMessages(List<JsonNode> messages) {
        MessageDigest sha256 = sha256();
        for (JsonNode message : messages) {
            sha256.update(message.toString().getBytes(StandardCharsets.UTF_8));
            sha256.update((byte) '\n');
        }
        return ByteBuffer.wrap(sha256.digest()).getLong();
    }

    /**
     * Of one value. A sealed one is other bytes each time, so it says itself what it is: {@code
     * {"sealed":{…,"digest":"16 hex digits"}}}.
     */
    static long of(@Nullable JsonNode value) {
        if (value == null) {
            return 0;
        }
        String told = told(value);
        return told == null ? ofMessages(List.of(value)) : parse(told);
    }

    /** What stands for a value as text: its JSON, or what a sealed one says of itself. */
    static String text(JsonNode value) {
        String told = told(value);
        return told == null ? value.toString() : told;
    }

    private static @Nullable String told(JsonNode value) {
        String digest = value.path("sealed").path("digest").textValue();
        return value.size() == 1 && digest != null && DIGITS.matcher(digest).matches()
                ? digest
                : null;
    }

    /** Of a turn's or a task's id. */
    public static long ofId(String id) {
        return first(id).getLong();
    }

    /** Of what was asked for under an id that is known. */
    static int ofRequest(String request) {
        return first(request).getInt();
    }

    private static ByteBuffer first(String text) {
        return ByteBuffer.wrap(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** As the journal writes it: 16 hex digits. */
    public static String hex(long digest) {
        return HexFormat.of().toHexDigits(digest);
    }

    /** As the journal writes it: 16 hex digits. */
    static long parse(String hex) {
        return HexFormat.fromHexDigitsToLong(hex);
    }
}
