package io.pagurus.session.privacy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Immutable. A session's own key, in clear; lives for one sealing or opening only. Nothing of it
 * goes into a text.
 */
final class DataKey {

    static final int BYTES = 32;

    private final String id;
    private final byte[] secret;

    DataKey(String id, byte[] secret) {
        if (secret.length != BYTES) {
            throw new IllegalArgumentException("a data key of " + secret.length + " bytes");
        }
        this.id = id;
        this.secret = secret.clone();
    }

    String id() {
        return id;
    }

    byte[] secret() {
        return secret.clone();
    }

    /** For payloads; another one than for digests, so that neither says anything of the other. */
    SecretKey forPayloads() {
        return new SecretKeySpec(derived("pagurus payload 1"), "AES");
    }

    SecretKey forDigests() {
        return new SecretKeySpec(derived("pagurus digest 1"), "HmacSHA256");
    }

    /** A pseudo-random function of the label; 32 bytes, as HKDF-Expand's first block. */
    private byte[] derived(String label) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            mac.update(label.getBytes(StandardCharsets.US_ASCII));
            mac.update((byte) 1);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DataKey key
                && id.equals(key.id)
                && Arrays.equals(secret, key.secret);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return "DataKey[" + id + "]";
    }
}
