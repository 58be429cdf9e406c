package io.pagurus.session.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagurus.session.privacy.UnreadablePayloadException.Why;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.crypto.Mac;

/** Thread-safe; no I/O. Payloads to envelopes and back, with a data key that the caller has. */
final class PayloadCipher {

    private final Aes aes;
    private final PayloadText text = new PayloadText();

    PayloadCipher(Aes aes) {
        this.aes = aes;
    }

    Envelope seal(DataKey key, String sessionId, PayloadKind kind, List<JsonNode> values) {
        byte[] nonce = aes.nonce();
        byte[] bound = bound(sessionId, kind, values.size());
        byte[] sealed = Aes.seal(key.forPayloads(), nonce, bound, text.pack(values));
        return Envelope.of(key.id(), nonce, sealed);
    }

    /**
     * The values of a payload.
     *
     * @param count how many the stored payload says that it has
     * @throws UnreadablePayloadException when it is not what was sealed in this place
     */
    List<JsonNode> open(
            DataKey key, String sessionId, PayloadKind kind, int count, Envelope envelope) {
        byte[] nonce;
        byte[] sealed;
        try {
            nonce = envelope.nonce();
            sealed = envelope.ciphertext();
        } catch (IllegalArgumentException _) {
            throw new UnreadablePayloadException(Why.DAMAGED);
        }
        byte[] bound = bound(sessionId, kind, count);
        return Aes.open(key.forPayloads(), nonce, bound, sealed)
                .map(text::unpack)
                .orElseThrow(() -> new UnreadablePayloadException(Why.DAMAGED));
    }

    /**
     * What the ciphertext belongs to; each part behind its length, so that none runs into another.
     */
    private static byte[] bound(String sessionId, PayloadKind kind, int count) {
        byte[] session = sessionId.getBytes(StandardCharsets.UTF_8);
        byte[] what = kind.text().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(4 * Integer.BYTES + session.length + what.length)
                .putInt(Envelope.VERSION)
                .putInt(count)
                .putInt(session.length)
                .put(session)
                .putInt(what.length)
                .put(what)
                .array();
    }

    /**
     * Eight bytes that stand for some values, and tell nothing to whoever has not the key: an
     * unkeyed digest could be tried against guesses, also after the key was destroyed.
     */
    static long digest(DataKey key, List<JsonNode> values) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key.forDigests());
            for (JsonNode value : values) {
                mac.update(value.toString().getBytes(StandardCharsets.UTF_8));
                mac.update((byte) '\n');
            }
            return ByteBuffer.wrap(mac.doFinal()).getLong();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
