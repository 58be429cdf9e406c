package io.pagurus.session.fold;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * Thread-safe. Eight bytes that stand for a turn's messages. Enough to tell an honest repetition
 * from a second run of the model; no protection against somebody who looks for a collision.
 */
final class AnswerDigest {

    private AnswerDigest() {}

    static long of(List<JsonNode> messages) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (JsonNode message : messages) {
                sha256.update(message.toString().getBytes(StandardCharsets.UTF_8));
                sha256.update((byte) '\n');
            }
            return ByteBuffer.wrap(sha256.digest()).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
