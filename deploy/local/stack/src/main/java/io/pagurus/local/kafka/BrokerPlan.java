package io.pagurus.local.kafka;

import java.util.Map;

/**
 * Immutable. One broker of a cluster.
 *
 * @param port where clients connect
 * @param controllerPort where the quorum's members speak to it
 * @param special properties of the broker that replace or join the usual ones
 */
public record BrokerPlan(int port, int controllerPort, Map<String, String> special) {

    public BrokerPlan {
        special = Map.copyOf(special);
    }
}
