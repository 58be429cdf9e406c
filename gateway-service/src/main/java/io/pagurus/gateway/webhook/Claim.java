package io.pagurus.gateway.webhook;

/**
 * Immutable. What became of claiming an event.
 *
 * <pre>
 *   (unknown) ──► Mine ──► Done          Busy: somebody else's, until its lease lapses
 *                  └─(released, or lapsed)──► (unknown)
 * </pre>
 */
public sealed interface Claim {

    /** It is the claimer's to run, from now for a lease. */
    record Mine() implements Claim {}

    /** Another runs it, and has so long to say that it still does. */
    record Busy(long leftMillis) implements Claim {}

    /** It has been run. */
    record Done(KeptAnswer answer) implements Claim {}

    /** Nobody can say. */
    record Away(String why) implements Claim {}
}
