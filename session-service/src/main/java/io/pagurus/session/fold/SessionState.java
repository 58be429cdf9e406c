package io.pagurus.session.fold;

/**
 * Immutable. Whether a session takes writes.
 *
 * <pre>
 *             ┌── thawed, granted ──┐
 *             ▼                     │
 * granted ─► Active ── frozen ──► Frozen          Quarantined ◄── an entry that cannot be read
 *             │  ▲                  │                  │
 *             │  └─ granted ─┐      │                  │
 *             ├─── expired ─► Expired ── expired ─► (forgotten)
 *             ├─── closed ──► Closed ─── expired ─► Expired
 *             └─── deleted, from every state ─► Deleted ── expired ─► (forgotten)
 * </pre>
 */
public sealed interface SessionState {

    /** It does. */
    record Active() implements SessionState {}

    /**
     * It begins nothing new: a planned move waits until what runs has ended.
     *
     * @param migrationId the move
     */
    record Frozen(String migrationId) implements SessionState {}

    /** It does not, for good; its history stays readable. */
    record Closed(String reason) implements SessionState {}

    /** Its content is gone, as nobody used it. A grant of the next epoch opens it anew. */
    record Expired() implements SessionState {}

    /** Its content is gone, as somebody said so. */
    record Deleted() implements SessionState {}

    /**
     * It does not, for good: an entry of it could not be read.
     *
     * @param reason what was wrong with the entry
     */
    record Quarantined(String reason) implements SessionState {}

    /** Whether the owner may write, be it only to bring what runs to its end. */
    default boolean takesWrites() {
        return this instanceof Active || this instanceof Frozen;
    }

    /** The name on the wire. */
    default String text() {
        return switch (this) {
            case Active _ -> "active";
            case Frozen _ -> "frozen";
            case Closed _ -> "closed";
            case Expired _ -> "expired";
            case Deleted _ -> "deleted";
            case Quarantined _ -> "quarantined";
        };
    }
}
