package io.pagurus.session.privacy;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Thread-safe. AES-256-GCM with random 96-bit nonces. Several instances may seal with one key, so
 * no counter could be without a place where they meet; random ones repeat among 2³² payloads of a
 * key with a probability of 2⁻³³ (NIST SP 800-38D, §8.3, allows 2⁻³²), and a key is of one session.
 */
final class Aes {

    static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final String ALGORITHM = "AES/GCM/NoPadding";

    private final SecureRandom random;

    Aes(SecureRandom random) {
        this.random = random;
    }

    byte[] random(int bytes) {
        byte[] some = new byte[bytes];
        random.nextBytes(some);
        return some;
    }

    byte[] nonce() {
        return random(NONCE_BYTES);
    }

    static byte[] seal(SecretKey key, byte[] nonce, byte[] bound, byte[] plain) {
        try {
            return cipher(Cipher.ENCRYPT_MODE, key, nonce, bound).doFinal(plain);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /** The plain bytes; empty when they are not the ones that were sealed with all of this. */
    static Optional<byte[]> open(SecretKey key, byte[] nonce, byte[] bound, byte[] sealed) {
        if (nonce.length != NONCE_BYTES || sealed.length < TAG_BITS / Byte.SIZE) {
            return Optional.empty();
        }
        try {
            return Optional.of(cipher(Cipher.DECRYPT_MODE, key, nonce, bound).doFinal(sealed));
        } catch (AEADBadTagException _) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce, byte[] bound)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(ALGORITHM);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(bound);
        return cipher;
    }
}
