package io.pagurus.session.routing;

import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. One call on its way to whoever serves its session, however often it has to be sent: an
 * owner that died before it answered may have done what the next one is asked for. What the call
 * makes has its id from here, so that it is made once.
 *
 * @param digits 128 random bits in hexadecimal
 */
public record ErrandId(String digits) {

    /**
     * Set anew by the instance that a call comes to. A caller that sets it, and asks the owner
     * itself, gains what it may have anyway: to choose the id of its own task.
     */
    public static final String HEADER = "pagurus-errand";

    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{32}");

    /** One that nobody had before. */
    public static ErrandId next(RandomGenerator random) {
        return new ErrandId("%016x%016x".formatted(random.nextLong(), random.nextLong()));
    }

    /** The errand that a header names; empty for a call that came straight here. */
    public static Optional<ErrandId> of(@Nullable String header) {
        return Optional.ofNullable(header)
                .filter(digits -> DIGITS.matcher(digits).matches())
                .map(ErrandId::new);
    }
}
