package io.pagurus.gateway.limits;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Thread-safe. The gate of each node. Holds one for each node that was ever asked for, so it is
 * bounded by the registry.
 */
public final class NodeGates {

    private final ConcurrentMap<String, NodeGate> gates = new ConcurrentHashMap<>();
    private volatile GateRules common = GateRules.DEFAULT;
    private volatile Map<String, GateRules> own = Map.of();

    /**
     * Puts rules in force.
     *
     * @param own for single nodes, by id
     */
    public void apply(GateRules common, Map<String, GateRules> own) {
        this.common = common;
        this.own = Map.copyOf(own);
        gates.forEach((node, gate) -> gate.apply(rules(node)));
    }

    private GateRules rules(String node) {
        return own.getOrDefault(node, common);
    }

    private NodeGate gate(String node) {
        NodeGate known = gates.get(node);
        return known != null ? known : gates.computeIfAbsent(node, id -> new NodeGate(rules(id)));
    }

    /** Asks for a place at a node, see {@link NodeGate#enter}. */
    public Place enter(String node, Rank rank, Runnable called) {
        return gate(node).enter(rank, called);
    }

    /**
     * Gives a place back.
     *
     * @param rank with which it was taken
     */
    public void leave(String node, Rank rank) {
        gate(node).leave(rank);
    }

    /** Tells how long an answer's head took. */
    public void took(String node, long startNanos, Duration toHead, boolean failed) {
        gate(node).took(startNanos, toHead, failed);
    }

    /** Requests that have a place at a node now. */
    public int taken(String node) {
        NodeGate gate = gates.get(node);
        return gate == null ? 0 : gate.taken();
    }

    /** Requests that wait for one. */
    public int waiting(String node) {
        NodeGate gate = gates.get(node);
        return gate == null ? 0 : gate.waiting();
    }

    /** How many places a node has now. */
    public int limit(String node) {
        return gate(node).limit();
    }

    /** Requests that wait, at all nodes. */
    public int waiting() {
        return gates.values().stream().mapToInt(NodeGate::waiting).sum();
    }
}
