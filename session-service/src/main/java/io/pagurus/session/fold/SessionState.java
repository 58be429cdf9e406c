package io.pagurus.session.fold;

/** Immutable. Whether a session takes writes. */
public sealed interface SessionState {

    /** It does. */
    record Active() implements SessionState {}

    /**
     * It does not, for good: an entry of it could not be read.
     *
     * @param reason what was wrong with the entry
     */
    record Quarantined(String reason) implements SessionState {}

    /** The name on the wire. */
    default String text() {
        return switch (this) {
            case Active _ -> "active";
            case Quarantined _ -> "quarantined";
        };
    }
}
