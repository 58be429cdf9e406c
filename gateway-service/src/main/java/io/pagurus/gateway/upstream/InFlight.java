package io.pagurus.gateway.upstream;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Thread-safe. How many requests of this gateway run at each node, over all event loops. Holds one
 * counter for each node that was ever used, so it is bounded by the registry.
 */
public final class InFlight {

    private final ConcurrentMap<String, AtomicInteger> byNode = new ConcurrentHashMap<>();

    public int at(String nodeId) {
        AtomicInteger count = byNode.get(nodeId);
        return count == null ? 0 : count.get();
    }

    void began(String nodeId) {
        byNode.computeIfAbsent(nodeId, _ -> new AtomicInteger()).incrementAndGet();
    }

    void ended(String nodeId) {
        byNode.computeIfAbsent(nodeId, _ -> new AtomicInteger()).decrementAndGet();
    }
}
