package io.pagurus.gateway.access;

import org.jspecify.annotations.Nullable;

/**
 * Immutable. Who sends a request.
 *
 * @param principal whose turns and sessions these are; {@link #ANONYMOUS} for everybody whom nobody
 *     asks
 * @param subject the same as it was proved; null where nothing was
 */
public record Caller(String principal, @Nullable String subject) {

    /** Not a name that anybody can prove to have. */
    public static final String ANONYMOUS = "anonymous";

    public static final Caller NOBODY = new Caller(ANONYMOUS, null);

    /** What a principal's name may have: it stands in journals and logs. */
    static final int MOST_CHARACTERS = 256;

    static Caller proved(String name) {
        return new Caller(name, name);
    }

    static boolean isName(String text) {
        return !text.isBlank()
                && text.length() <= MOST_CHARACTERS
                && !text.equals(ANONYMOUS)
                && text.chars().noneMatch(Character::isISOControl);
    }
}
