package io.pagurus.drill;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Immutable. What came of one attempt at one gateway. */
public sealed interface Attempt {

    /** Acknowledged: the answer is whole. */
    record Answered(String turnId, String text) implements Attempt {}

    /** A problem that says whether the same request may be sent again. */
    record Refused(int status, String type, boolean retryable, @Nullable Duration retryAfter)
            implements Attempt {}

    /** No answer, or not a whole one: the client knows nothing of the turn's fate. */
    record Broken(String how) implements Attempt {}
}
