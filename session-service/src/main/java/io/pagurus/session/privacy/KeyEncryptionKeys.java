package io.pagurus.session.privacy;

import io.pagurus.session.privacy.UnreadablePayloadException.Why;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Thread-safe; no I/O. The keys of the configuration: they wrap data keys, and nothing else. */
final class KeyEncryptionKeys {

    /** 72 random bits: of one session's few keys no two are the same. */
    private static final int ID_BYTES = 9;

    private final Map<String, SecretKey> keys = new HashMap<>();
    private final @Nullable String active;
    private final Aes aes;

    /**
     * @param active the id of the one that wraps; null to wrap nothing
     */
    KeyEncryptionKeys(Map<String, byte[]> secrets, @Nullable String active, Aes aes) {
        secrets.forEach((id, secret) -> keys.put(id, new SecretKeySpec(secret, "AES")));
        this.active = active;
        this.aes = aes;
    }

    /** The id of the key that wraps from now on; empty when nothing is to be sealed. */
    Optional<String> active() {
        return Optional.ofNullable(active);
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    /** A key that no session has yet, in clear. */
    DataKey make() {
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(aes.random(ID_BYTES));
        return new DataKey(id, aes.random(DataKey.BYTES));
    }

    /**
     * The key wrapped by the active one.
     *
     * @throws IllegalStateException when none is
     */
    WrappedKey wrap(String sessionId, DataKey key, long epoch, long after) {
        SecretKey wrapping = active == null ? null : keys.get(active);
        if (active == null || wrapping == null) {
            throw new IllegalStateException("no key is active");
        }
        byte[] nonce = aes.nonce();
        byte[] bound = bound(sessionId, key.id(), active, epoch, after);
        byte[] sealed = Aes.seal(wrapping, nonce, bound, key.secret());
        byte[] whole =
                ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
        return new WrappedKey(key.id(), epoch, after, active, WrappedKey.text(whole));
    }

    /**
     * The key in clear.
     *
     * @throws UnreadablePayloadException when the one that wraps it is not here, or it is not what
     *     was wrapped
     */
    DataKey unwrap(String sessionId, WrappedKey wrapped) {
        SecretKey wrapping = keys.get(wrapped.by());
        if (wrapping == null) {
            throw new UnreadablePayloadException(Why.KEY_NOT_CONFIGURED);
        }
        byte[] whole;
        try {
            whole = wrapped.raw();
        } catch (IllegalArgumentException _) {
            throw new UnreadablePayloadException(Why.DAMAGED);
        }
        int split = Math.min(Aes.NONCE_BYTES, whole.length);
        byte[] bound =
                bound(sessionId, wrapped.id(), wrapped.by(), wrapped.epoch(), wrapped.after());
        return Aes.open(
                        wrapping,
                        Arrays.copyOf(whole, split),
                        bound,
                        Arrays.copyOfRange(whole, split, whole.length))
                .filter(secret -> secret.length == DataKey.BYTES)
                .map(secret -> new DataKey(wrapped.id(), secret))
                .orElseThrow(() -> new UnreadablePayloadException(Why.DAMAGED));
    }

    /** No id has a slash or a zero in it. */
    private static byte[] bound(String sessionId, String keyId, String by, long epoch, long after) {
        return String.join("\0", "pagurus key 1", sessionId, keyId, by, epoch + "", after + "")
                .getBytes(StandardCharsets.UTF_8);
    }
}
