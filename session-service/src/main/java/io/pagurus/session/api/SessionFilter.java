package io.pagurus.session.api;

import io.pagurus.session.fold.SessionHeader;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. Which sessions somebody wants to see; null stands for any.
 *
 * @param node the owner
 * @param region the owner's
 * @param attention whether only those with a running turn or a pending task
 */
record SessionFilter(
        @Nullable String node, @Nullable String region, @Nullable String state, boolean attention)
        implements Predicate<SessionHeader> {

    static SessionFilter of(@Nullable String node, @Nullable String region) {
        return new SessionFilter(node, region, null, false);
    }

    @Override
    public boolean test(SessionHeader header) {
        return (node == null || header.ownedBy(node))
                && (region == null
                        || (header.owner() != null && header.owner().region().equals(region)))
                && (state == null || header.state().text().equals(state))
                && (!attention || header.needsAttention());
    }

    /** The same as a part of a query. */
    String query() {
        return "attention="
                + attention
                + (node == null ? "" : "&node=" + node)
                + (region == null ? "" : "&region=" + region)
                + (state == null ? "" : "&state=" + state);
    }
}
