package io.pagurus.gateway.exchange;

import io.pagurus.gateway.affinity.KnownOwner;
import java.util.Optional;

/** Event-loop confined. A request that runs, and what it has to hear while it does. */
public interface Exchange {

    /** The session that it belongs to. */
    Optional<String> sessionId();

    /** A life of a node is over, decided by health-service. */
    void nodeLeft(String nodeId, long incarnation);

    /** Its session has another owner. */
    void sessionMoved(KnownOwner owner);
}
