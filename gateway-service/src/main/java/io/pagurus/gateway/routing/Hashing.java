package io.pagurus.gateway.routing;

/**
 * Immutable. Hashes that are alike at every gateway, of whatever version of Java. Not for secrets:
 * who knows them can choose keys that meet.
 */
final class Hashing {

    private static final long FNV_OFFSET = 0xCBF29CE484222325L;
    private static final long FNV_PRIME = 0x100000001B3L;

    private Hashing() {}

    /** FNV-1a over the characters, mixed. */
    static long of(String text) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        return mixed(hash);
    }

    /** Source: the finalizer of SplitMix64. */
    static long mixed(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
