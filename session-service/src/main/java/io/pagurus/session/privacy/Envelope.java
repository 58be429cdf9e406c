package io.pagurus.session.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. A sealed payload as JSON: {@code {"sealed":{"v":1,"key":…,"iv":…,"text":…}}}.
 *
 * @param key the id of the data key, within its session
 * @param iv the nonce, base64url
 * @param text the ciphertext and its tag, base64url
 * @param digest 16 hex digits that stand for the payload where the fold compares payloads; else
 *     null
 */
record Envelope(String key, String iv, String text, @Nullable String digest) {

    static final int VERSION = 1;

    /** In clear: a caller's own value that would be taken for an envelope. */
    private static final int ESCAPED = 0;

    private static final String SEALED = "sealed";
    private static final String CLEAR = "clear";
    private static final Base64.Encoder TO_TEXT = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder FROM_TEXT = Base64.getUrlDecoder();

    static Envelope of(String key, byte[] iv, byte[] text) {
        return new Envelope(key, TO_TEXT.encodeToString(iv), TO_TEXT.encodeToString(text), null);
    }

    Envelope digest(@Nullable String hex) {
        return new Envelope(key, iv, text, hex);
    }

    /**
     * The nonce.
     *
     * @throws IllegalArgumentException when it is none
     */
    byte[] nonce() {
        return FROM_TEXT.decode(iv);
    }

    /**
     * The ciphertext with its tag.
     *
     * @throws IllegalArgumentException when it is none
     */
    byte[] ciphertext() {
        return FROM_TEXT.decode(text);
    }

    JsonNode json() {
        ObjectNode sealed = JsonNodeFactory.instance.objectNode();
        sealed.put("v", VERSION).put("key", key).put("iv", iv).put("text", text);
        if (digest != null) {
            sealed.put("digest", digest);
        }
        return JsonNodeFactory.instance.objectNode().set(SEALED, sealed);
    }

    /** Whether a stored value is not what its caller gave: sealed, or escaped. */
    static boolean isOne(JsonNode stored) {
        return stored.isObject()
                && stored.size() == 1
                && stored.path(SEALED).path("v").isIntegralNumber();
    }

    /** A caller's value that looks like an envelope, so that it is not taken for one. */
    static JsonNode escape(JsonNode value) {
        if (!isOne(value)) {
            return value;
        }
        ObjectNode escaped = JsonNodeFactory.instance.objectNode().put("v", ESCAPED);
        escaped.set(CLEAR, value);
        return JsonNodeFactory.instance.objectNode().set(SEALED, escaped);
    }

    /** What was escaped; empty for anything else. */
    static Optional<JsonNode> unescape(JsonNode stored) {
        JsonNode sealed = stored.path(SEALED);
        return isOne(stored) && sealed.path("v").asInt() == ESCAPED
                ? Optional.ofNullable(sealed.get(CLEAR))
                : Optional.empty();
    }

    /** The envelope; empty for one of another version, or a broken one. */
    static Optional<Envelope> read(JsonNode stored) {
        JsonNode sealed = stored.path(SEALED);
        boolean whole =
                isOne(stored)
                        && sealed.path("v").asInt() == VERSION
                        && sealed.path("key").isTextual()
                        && sealed.path("iv").isTextual()
                        && sealed.path("text").isTextual();
        return whole
                ? Optional.of(
                        new Envelope(
                                sealed.path("key").textValue(),
                                sealed.path("iv").textValue(),
                                sealed.path("text").textValue(),
                                sealed.path("digest").textValue()))
                : Optional.empty();
    }
}
