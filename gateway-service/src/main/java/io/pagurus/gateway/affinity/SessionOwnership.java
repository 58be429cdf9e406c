package io.pagurus.gateway.affinity;

import io.pagurus.gateway.identity.Identity;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe; its futures end on the caller's context and never fail, whatever the network does.
 * The port to session-service, which alone decides who owns a session.
 */
public interface SessionOwnership {

    /**
     * Asks that a node owns the session next.
     *
     * @param expectedEpoch the epoch that the session must still have; 0 opens it
     * @param reason why, as the journal keeps it
     */
    Future<OwnershipAnswer> grant(
            Identity turn, long expectedEpoch, String node, String region, String reason);

    /**
     * The same, asked as part of a trace.
     *
     * @param traceParent what is told session-service of it; null where it is not traced
     */
    default SessionOwnership within(@Nullable String traceParent) {
        return this;
    }

    /** Asks who owns a session. */
    Future<OwnershipAnswer> find(String sessionId);
}
