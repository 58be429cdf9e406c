package io.pagurus.session.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagurus.session.fold.FoldLimits;
import io.pagurus.session.fold.IdSyntax;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Pure. What a request must be like; throws the failure that names the field. */
final class Checks {

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-fA-F]{64}");
    private static final List<String> STATES =
            List.of("active", "frozen", "closed", "expired", "deleted", "quarantined");
    private static final int MAX_TEXT = FoldLimits.TEXT_CHARACTERS;

    private Checks() {}

    static String id(String field, @Nullable String value) {
        if (value == null || !IdSyntax.isId(value)) {
            throw bad(field, IdSyntax.EXPECTED);
        }
        return value;
    }

    /** One id is taken by a path: the stream of all sessions' changes. */
    static String session(@Nullable String value) {
        String id = id("session", value);
        if (id.equals("changes")) {
            throw bad("session", "another id than `changes`");
        }
        return id;
    }

    static @Nullable String state(@Nullable String value) {
        if (value != null && !STATES.contains(value)) {
            throw bad("state", String.join(", ", STATES));
        }
        return value;
    }

    static long epoch(@Nullable Long epoch) {
        return number("epoch", epoch, 1);
    }

    static String text(String field, @Nullable String value) {
        if (value == null || value.isBlank() || value.length() > MAX_TEXT) {
            throw bad(field, "a text of 1 to " + MAX_TEXT + " characters");
        }
        return value;
    }

    static @Nullable String optionalText(String field, @Nullable String value) {
        return value == null ? null : text(field, value);
    }

    static @Nullable String optionalId(String field, @Nullable String value) {
        return value == null ? null : id(field, value);
    }

    static long number(String field, @Nullable Long value, long least) {
        if (value == null || value < least || value == Long.MAX_VALUE) {
            throw bad(field, "an integer from " + least);
        }
        return value;
    }

    /** A number with bounds on both sides; null is the given one. */
    static int within(String field, @Nullable Long value, int usual, int most) {
        if (value == null) {
            return usual;
        }
        if (value < 1 || value > most) {
            throw bad(field, "an integer from 1 to " + most);
        }
        return value.intValue();
    }

    /** The number of a start; null where starts are not numbered. */
    static @Nullable Long attempt(@Nullable Long value) {
        return value == null ? null : number("attempt", value, 1);
    }

    static String digest(@Nullable String value) {
        if (value == null || !SHA_256.matcher(value).matches()) {
            throw bad("requestDigest", "a SHA-256 digest as 64 hex digits");
        }
        return value.toLowerCase(Locale.ROOT);
    }

    static <T> T given(String field, @Nullable T value, String expected) {
        if (value == null) {
            throw bad(field, expected);
        }
        return value;
    }

    static JsonNode value(String field, @Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            throw bad(field, "a JSON value other than null");
        }
        return value;
    }

    static List<JsonNode> messages(@Nullable List<@Nullable JsonNode> messages) {
        if (messages == null || messages.isEmpty()) {
            throw bad("messages", "at least one message");
        }
        for (JsonNode message : messages) {
            if (message == null || !message.isObject()) {
                throw bad("messages", "JSON objects");
            }
        }
        return messages.stream().map(message -> given("messages", message, "objects")).toList();
    }

    static <T> T body(@Nullable T body) {
        return given("body", body, "a JSON object");
    }

    private static FailureException bad(String field, String expected) {
        return new Failure.BadRequest(field, expected).thrown();
    }
}
