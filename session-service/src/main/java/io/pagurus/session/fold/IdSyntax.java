package io.pagurus.session.fold;

import java.util.regex.Pattern;

/** Pure. What an id may be: of a session, and of what belongs to one. */
public final class IdSyntax {

    /** Each is one byte. */
    public static final int MOST_CHARACTERS = 128;

    public static final String EXPECTED =
            "1 to " + MOST_CHARACTERS + " of A-Z a-z 0-9 . _ : ~ -, not . or ..";

    private static final Pattern ID =
            Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._:~-]{1," + MOST_CHARACTERS + "}");

    private IdSyntax() {}

    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }
}
