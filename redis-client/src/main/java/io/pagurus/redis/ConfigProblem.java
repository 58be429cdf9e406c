package io.pagurus.redis;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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

    /**
     * Goes on only when nothing is wrong.
     *
     * @throws ConfigurationException naming all that is
     */
    public static void refuse(List<ConfigProblem> problems) {
        if (!problems.isEmpty()) {
            throw new ConfigurationException(
                    problems.stream()
                            .map(ConfigProblem::toString)
                            .collect(
                                    Collectors.joining(
                                            "\n  ",
                                            "Redis cannot be used as it is configured:\n  ",
                                            "")));
        }
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
