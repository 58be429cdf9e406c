package io.pagurus.gateway.exchange;

import io.pagurus.gateway.affinity.KnownOwner;
import java.util.Optional;

/** Event-loop confined. A request that runs, and what it has to hear while it does. */
public interface Exchange {

    /** The session that it belongs to. */
    Optional<String> sessionId();

    /** A life of a node is over, decided by health-service. */
    void nodeLeft(String nodeId, long incarnation);

    /** It has not come back in time: what is still there is over. */
    default void nodeGone(String nodeId, long incarnation) {}

    /**
     * The edge leaves: what has no end of its own ends then.
     *
     * @param retryMillis when its client had better come back
     */
    default void edgeLeaves(long afterMillis, long retryMillis) {}

    /** Its session has another owner. */
    void sessionMoved(KnownOwner owner);
}
