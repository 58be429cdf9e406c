package io.pagurus.gateway.limits;

import java.util.Map;
import java.util.function.IntSupplier;

/**
 * Immutable, and its parts are thread-safe. What keeps nodes from being overrun.
 *
 * @param rooms where requests wait in order when no node can take them
 */
public record NodeLimits(
        NodeGates gates, Outliers outliers, RetryBudget retries, WaitingRooms rooms) {

    /**
     * Limits with their defaults.
     *
     * @param running requests that the edge has now
     */
    public static NodeLimits of(IntSupplier running) {
        return new NodeLimits(
                new NodeGates(), new Outliers(), new RetryBudget(running), new WaitingRooms());
    }

    /**
     * Puts rules in force.
     *
     * @param ofNodes of single nodes, by id
     */
    public void apply(LimitRules rules, Map<String, GateRules> ofNodes) {
        gates.apply(rules.node(), ofNodes);
        outliers.apply(rules.outliers());
        retries.apply(rules.retries());
    }

    /** A node is no longer registered: nothing is kept of it. */
    public void forget(String node) {
        gates.forget(node);
        outliers.forget(node);
    }
}
