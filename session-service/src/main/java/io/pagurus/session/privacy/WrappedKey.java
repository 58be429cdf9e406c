package io.pagurus.session.privacy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.Optional;

/**
 * Immutable. A data key as it is kept: only who has the wrapping key can use it.
 *
 * @param id random; within its session no two keys have one
 * @param epoch of the record for which it was made
 * @param after the offset of the last journal entry that its maker had folded then
 * @param by the id of the key that wraps it
 * @param wrapped nonce and ciphertext, base64
 */
record WrappedKey(String id, long epoch, long after, String by, String wrapped) {

    /** One order for all instances, whatever the order in which they learn of them. */
    static final Comparator<WrappedKey> ORDER =
            Comparator.comparingLong(WrappedKey::epoch)
                    .thenComparingLong(WrappedKey::after)
                    .thenComparing(WrappedKey::id);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int VERSION = 1;

    /** The value in the topic. */
    byte[] bytes() {
        JsonNode json =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("v", VERSION)
                        .put("epoch", epoch)
                        .put("after", after)
                        .put("by", by)
                        .put("wrapped", wrapped);
        try {
            return JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree that has no JSON", e);
        }
    }

    /** The key of an id; empty for a value that this version cannot read. */
    static Optional<WrappedKey> read(String id, byte[] value) {
        try {
            JsonNode json = JSON.readTree(new String(value, StandardCharsets.UTF_8));
            boolean whole =
                    json.path("v").asInt() == VERSION
                            && json.path("epoch").isIntegralNumber()
                            && json.path("after").isIntegralNumber()
                            && json.path("by").isTextual()
                            && json.path("wrapped").isTextual();
            return whole
                    ? Optional.of(
                            new WrappedKey(
                                    id,
                                    json.path("epoch").longValue(),
                                    json.path("after").longValue(),
                                    json.path("by").textValue().intern(),
                                    json.path("wrapped").textValue()))
                    : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    static String text(byte[] nonceAndCiphertext) {
        return Base64.getEncoder().encodeToString(nonceAndCiphertext);
    }

    /**
     * The wrapped bytes.
     *
     * @throws IllegalArgumentException when they are not base64
     */
    byte[] raw() {
        return Base64.getDecoder().decode(wrapped);
    }
}
