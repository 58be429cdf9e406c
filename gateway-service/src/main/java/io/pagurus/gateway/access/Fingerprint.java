package io.pagurus.gateway.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Immutable. What a credential is known by: its SHA-256. How long two of them take to compare says
 * nothing of the credentials, and what is remembered by them is of no use to a thief.
 */
final class Fingerprint {

    /** 128 bits: two do not meet by chance. */
    private static final int TEXT_BYTES = 16;

    private final byte[] digest;

    private Fingerprint(byte[] digest) {
        this.digest = digest;
    }

    static Fingerprint of(String credential) {
        try {
            return new Fingerprint(
                    MessageDigest.getInstance("SHA-256")
                            .digest(credential.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** As part of a key that many see. */
    String text() {
        return HexFormat.of().formatHex(digest, 0, TEXT_BYTES);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fingerprint same && MessageDigest.isEqual(digest, same.digest);
    }

    @Override
    public int hashCode() {
        return (digest[0] & 0xff)
                | (digest[1] & 0xff) << 8
                | (digest[2] & 0xff) << 16
                | (digest[3] & 0xff) << 24;
    }
}
