package io.pagurus.gateway.affinity;

import org.jspecify.annotations.Nullable;

/**
 * Immutable. The node that owns a session, and since which epoch, as far as we have heard.
 *
 * @param principal whose session it is; null where who told of the owner did not say
 */
public record KnownOwner(String node, String region, long epoch, @Nullable String principal) {

    public KnownOwner(String node, String region, long epoch) {
        this(node, region, epoch, null);
    }

    /** Whether the session is known to be somebody's; what is not known is nobody's. */
    public boolean servesFor(String caller) {
        return caller.equals(principal);
    }

    /** Whether it is the same node in the same epoch. */
    public boolean isSameAs(KnownOwner other) {
        return node.equals(other.node) && epoch == other.epoch;
    }

    /** The same, with what was known of the session before. */
    KnownOwner after(KnownOwner before) {
        return principal == null ? new KnownOwner(node, region, epoch, before.principal) : this;
    }
}
