package io.pagurus.gateway.affinity;

/** Immutable. What session-service said when it was asked for an owner, or for a new one. */
public sealed interface OwnershipAnswer {

    /** This is the owner now: as it was asked for. */
    record Owned(KnownOwner owner) implements OwnershipAnswer {}

    /** Somebody else's grant came first: this is the owner now. */
    record Overtaken(KnownOwner owner) implements OwnershipAnswer {}

    /** There is no such session. */
    record Unknown() implements OwnershipAnswer {}

    /**
     * Nobody used it for so long that its content is gone, and it has no owner.
     *
     * @param epoch that it had; the next one opens it anew
     */
    record Expired(long epoch) implements OwnershipAnswer {}

    /** A refusal that asking again does not change. */
    record Refused(int status, String detail) implements OwnershipAnswer {}

    /** No answer, or none that decides anything: ask again. */
    record Unavailable(String why) implements OwnershipAnswer {}

    /** As operators read it. */
    default String label() {
        return switch (this) {
            case Owned _ -> "owned";
            case Overtaken _ -> "overtaken";
            case Unknown _ -> "unknown";
            case Expired _ -> "expired";
            case Refused _ -> "refused";
            case Unavailable _ -> "unavailable";
        };
    }
}
