package io.pagurus.node;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Immutable. Environment variables by name and kind; a wrong one is told in a line. */
public final class Environment {

    /** A variable that is missing or wrong; the message names it, and not its value. */
    public static final class Wrong extends Exception {
        Wrong(String name, String expected) {
            super(name + ": needs " + expected);
        }
    }

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:~-]{1,128}");
    private static final Pattern SHORT_DURATION = Pattern.compile("(\\d{1,9})(ms|s|m)");
    private static final Duration LONGEST = Duration.ofDays(1);

    private final Function<String, @Nullable String> variables;

    public Environment(Function<String, @Nullable String> variables) {
        this.variables = variables;
    }

    String text(String name, @Nullable String fallback) throws Wrong {
        String value = value(name);
        if (value != null) {
            return value;
        }
        if (fallback == null) {
            throw new Wrong(name, "a value");
        }
        return fallback;
    }

    String id(String name) throws Wrong {
        String value = value(name);
        if (value == null || !ID.matcher(value).matches()) {
            throw new Wrong(name, "an id: 1 to 128 of A-Z a-z 0-9 . _ : ~ -");
        }
        return value;
    }

    int number(String name, @Nullable Integer fallback, int least, int most) throws Wrong {
        String value = value(name);
        if (value == null && fallback != null) {
            return fallback;
        }
        try {
            int number = Integer.parseInt(value == null ? "" : value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Told below, as a number beyond the bounds is.
        }
        throw new Wrong(name, "a whole number from " + least + " to " + most);
    }

    Duration duration(String name, Duration fallback) throws Wrong {
        String value = value(name);
        if (value == null) {
            return fallback;
        }
        try {
            Duration duration = parse(value);
            if (duration.isPositive() && duration.compareTo(LONGEST) <= 0) {
                return duration;
            }
        } catch (DateTimeParseException _) {
            // Told below, as a duration beyond the bounds is.
        }
        throw new Wrong(name, "a duration such as 500ms, 30s, 5m or PT30S, up to a day");
    }

    private static Duration parse(String value) {
        Matcher matcher = SHORT_DURATION.matcher(value);
        if (!matcher.matches()) {
            return Duration.parse(value);
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            default -> Duration.ofMinutes(number);
        };
    }

    URI url(String name) throws Wrong {
        String value = value(name);
        try {
            URI url = new URI(value == null ? "" : value);
            if (url.getHost() != null
                    && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
                return url;
            }
        } catch (URISyntaxException _) {
            // Told below, as a URL of another kind is.
        }
        throw new Wrong(name, "a URL such as http://127.0.0.1:7301");
    }

    @Nullable Path path(String name) throws Wrong {
        String value = value(name);
        try {
            return value == null ? null : Path.of(value);
        } catch (InvalidPathException _) {
            throw new Wrong(name, "a directory's path");
        }
    }

    private @Nullable String value(String name) {
        String value = variables.apply(name);
        return value == null || value.isBlank() ? null : value.strip();
    }
}
