package io.pagurus.session.fold;

import java.util.regex.Pattern;

/** Pure. What an id may be: of a session, and of what belongs to one. */
public final class IdSyntax {

    public static final String EXPECTED = "1 to 128 of A-Z a-z 0-9 . _ : ~ -, not . or ..";

    private static final Pattern ID = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._:~-]{1,128}");

    private IdSyntax() {}

    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }
}
