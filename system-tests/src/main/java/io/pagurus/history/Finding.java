package io.pagurus.history;

import org.jspecify.annotations.Nullable;

/** Immutable. One place where an invariant does not hold. */
public record Finding(
        Invariant invariant, String sessionId, @Nullable String turnId, String detail) {

    @Override
    public String toString() {
        return invariant
                + " "
                + sessionId
                + (turnId == null ? "" : " turn " + turnId)
                + ": "
                + detail;
    }
}
