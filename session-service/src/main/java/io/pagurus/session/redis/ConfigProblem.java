package io.pagurus.session.redis;

import java.util.regex.Pattern;

/**
 * Immutable. A setting that cannot work, known before anybody connects.
 *
 * @param field the setting's name
 * @param expected what it should be
 * @param found what it is; without secrets
 */
public record ConfigProblem(String field, String expected, String found) {

    private static final Pattern USER_INFO = Pattern.compile("//.*@");

    public ConfigProblem {
        found = USER_INFO.matcher(found).replaceAll("//");
    }

    @Override
    public String toString() {
        return field
                + ": expected "
                + expected
                + "; found "
                + (found.isEmpty() ? "nothing" : found);
    }
}
