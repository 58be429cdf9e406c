package io.pagurus.gateway.access;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. A token that was found good.
 *
 * @param goodUntil seconds since the epoch, the clocks' difference included
 * @param keys the version of the keys that it was verified with
 */
record Verified(Caller caller, Map<String, Object> claims, long goodUntil, long keys) {

    boolean isStillGood(long nowSeconds, long keysNow) {
        return nowSeconds < goodUntil && keys == keysNow;
    }

    /** Whether it says all that a route wants. */
    boolean says(Map<String, String> wanted) {
        for (Map.Entry<String, String> claim : wanted.entrySet()) {
            if (!says(claims.get(claim.getKey()), claim.getValue())) {
                return false;
            }
        }
        return true;
    }

    private static boolean says(@Nullable Object given, String wanted) {
        return switch (given) {
            case null -> false;
            case String text -> text.equals(wanted) || hasWord(text, wanted);
            case Collection<?> several -> several.contains(wanted);
            default -> given.toString().equals(wanted);
        };
    }

    private static boolean hasWord(String text, String wanted) {
        int at = text.indexOf(wanted);
        while (at >= 0) {
            int end = at + wanted.length();
            if ((at == 0 || text.charAt(at - 1) == ' ')
                    && (end == text.length() || text.charAt(end) == ' ')) {
                return true;
            }
            at = text.indexOf(wanted, at + 1);
        }
        return false;
    }
}
