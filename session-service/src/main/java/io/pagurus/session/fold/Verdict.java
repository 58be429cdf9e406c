package io.pagurus.session.fold;

/** Immutable. What the fold says of an entry. */
public sealed interface Verdict {

    /** The entry is so; the session's header has changed by it. */
    record Accepted() implements Verdict {}

    /**
     * The entry says what is so already, and changes nothing.
     *
     * @param seq the number of the committed turn that it repeats; else the session's last one
     */
    record Duplicate(long seq) implements Verdict {}

    /** The entry is ignored. */
    record Refused(Reason reason) implements Verdict {}

    /** The name on the wire. */
    default String text() {
        return switch (this) {
            case Accepted _ -> "accepted";
            case Duplicate _ -> "duplicate";
            case Refused _ -> "refused";
        };
    }
}
