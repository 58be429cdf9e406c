package io.pagurus.gateway.listener;

/**
 * Immutable. Which characters stand where in HTTP.
 *
 * <p>Source: RFC 9110 §5.5, §5.6.2; RFC 3986 §3.2.2.
 */
final class Token {

    private static final String NOT_IN_TOKENS = "\"(),/:;<=>?@[\\]{}";

    private static final boolean[] TOKEN = new boolean[128];

    static {
        for (char c = '!'; c <= '~'; c++) {
            TOKEN[c] = NOT_IN_TOKENS.indexOf(c) < 0;
        }
    }

    private Token() {}

    static boolean isToken(byte b) {
        return b >= 0 && TOKEN[b];
    }

    static boolean isToken(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= TOKEN.length || !TOKEN[text.charAt(i)]) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** Visible ASCII, and no fragment: that never leaves a client. */
    static boolean isTarget(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == '#') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** No control characters but the tab. */
    static boolean isValue(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7f) {
                return false;
            }
        }
        return true;
    }

    /**
     * A host and perhaps a port, by their characters; empty is allowed to a request without one.
     */
    static boolean isAuthority(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c >= 0x7f || "/?#@\\<>\"{}|^`,".indexOf(c) >= 0) {
                return false;
            }
        }
        return true;
    }
}
