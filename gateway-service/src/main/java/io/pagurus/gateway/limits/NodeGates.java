package io.pagurus.gateway.limits;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Thread-safe. The gate of each node. Holds one for each registered node that was ever asked for;
 * who is inside a gate keeps to it, so that one that is forgotten empties by itself.
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

    /** The gate of a node, to be left by who has entered it. */
    public NodeGate of(String node) {
        NodeGate known = gates.get(node);
        return known != null ? known : gates.computeIfAbsent(node, id -> new NodeGate(rules(id)));
    }

    /** A node is no longer registered. */
    public void forget(String node) {
        gates.remove(node);
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
        return of(node).limit();
    }

    /** Requests that wait, at all nodes. */
    public int waiting() {
        return gates.values().stream().mapToInt(NodeGate::waiting).sum();
    }
}
