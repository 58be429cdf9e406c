package io.pagurus.gateway.exchange;

import io.pagurus.gateway.affinity.KnownOwner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/** Event-loop confined. The requests of one event loop, so that news of the suite reach them. */
public final class RunningExchanges {

    private final Set<Exchange> all = new HashSet<>();
    private final Map<String, Set<Exchange>> bySession = new HashMap<>();

    void add(Exchange exchange) {
        all.add(exchange);
        exchange.sessionId()
                .ifPresent(id -> bySession.computeIfAbsent(id, _ -> new HashSet<>()).add(exchange));
    }

    void remove(Exchange exchange) {
        all.remove(exchange);
        exchange.sessionId()
                .ifPresent(id ->
                        bySession.computeIfPresent(
                                id,
                                (_, left) -> {
                                    left.remove(exchange);
                                    return left.isEmpty() ? null : left;
                                }));
    }

    /** Tells all; each may end while it is told. */
    public void nodeLeft(String nodeId, long incarnation) {
        for (Exchange exchange : new ArrayList<>(all)) {
            exchange.nodeLeft(nodeId, incarnation);
        }
    }

    /** The same, once the node's grace is over. */
    public void nodeGone(String nodeId, long incarnation) {
        for (Exchange exchange : new ArrayList<>(all)) {
            exchange.nodeGone(nodeId, incarnation);
        }
    }

    /**
     * Tells all, each another time.
     *
     * @param afterMillis when each is to end
     * @param retryMillis when its client is to come back
     */
    public void edgeLeaves(LongSupplier afterMillis, LongSupplier retryMillis) {
        for (Exchange exchange : new ArrayList<>(all)) {
            exchange.edgeLeaves(afterMillis.getAsLong(), retryMillis.getAsLong());
        }
    }

    /** Tells those of the session. */
    public void sessionMoved(String sessionId, KnownOwner owner) {
        for (Exchange exchange : new ArrayList<>(bySession.getOrDefault(sessionId, Set.of()))) {
            exchange.sessionMoved(owner);
        }
    }
}
