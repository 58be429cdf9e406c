package io.pagurus.gateway.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Immutable. The names that sessions and turns may have, see {@code docs/services.md}. */
public final class IdSyntax {

    public static final String EXPECTED = "1 to 128 of A-Z a-z 0-9 . _ : ~ -, not . or ..";

    private static final int MAX_LENGTH = 128;

    /** 128 bits: two keys do not meet by chance, and none is found on purpose in useful time. */
    private static final int HASH_BYTES = 16;

    private IdSyntax() {}

    public static boolean isId(String text) {
        // The two are steps of a path, and ids stand in paths.
        if (text.isEmpty() || text.length() > MAX_LENGTH || text.equals(".") || text.equals("..")) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (!allowed(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /**
     * The turn that a principal's key names; hashed where it would not be an id, or where it could
     * be another principal's.
     */
    public static String turnId(String principal, String key) {
        String plain = principal + "~" + key;
        if (principal.indexOf('~') >= 0) {
            return "k-" + hash(principal.length() + "~" + plain);
        }
        return isId(plain) ? plain : "k-" + hash(plain);
    }

    private static boolean allowed(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '_'
                || c == '.'
                || c == ':'
                || c == '~';
    }

    private static String hash(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
