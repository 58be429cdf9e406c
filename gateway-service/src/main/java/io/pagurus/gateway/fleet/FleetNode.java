package io.pagurus.gateway.fleet;

import io.pagurus.events.NodeHealth;
import io.pagurus.events.TopologyState.NodeState;
import io.pagurus.events.WantedState;
import java.net.URI;

/**
 * Immutable. A node as the edge needs it, its URL taken apart once.
 *
 * @param weight its share beside its peers; 0 takes no new sessions
 * @param incarnation the life of the node that this picture is of
 * @param version of the registry's entry; a picture with a lower one is old news
 */
public record FleetNode(
        String id,
        String region,
        String host,
        int port,
        boolean tls,
        int weight,
        WantedState wanted,
        NodeHealth health,
        long incarnation,
        long version) {

    /**
     * The node that an entry of the registry is about.
     *
     * @throws IllegalArgumentException when the URL is none that the edge can connect to
     */
    public static FleetNode of(NodeState state) {
        URI url = URI.create(state.url());
        if (url.getHost() == null) {
            throw new IllegalArgumentException(
                    "node " + state.nodeId() + " has no host in its URL");
        }
        boolean tls = "https".equals(url.getScheme());
        int port = url.getPort() >= 0 ? url.getPort() : tls ? 443 : 80;
        return new FleetNode(
                state.nodeId(),
                state.region(),
                url.getHost(),
                port,
                tls,
                state.weight(),
                state.wanted(),
                state.health(),
                state.incarnation(),
                state.version());
    }

    /** Requests of the sessions that it owns may go there. */
    public boolean inRotation() {
        return health == NodeHealth.HEALTHY;
    }

    /** Sessions may be placed there. */
    public boolean takesNewSessions() {
        return inRotation() && wanted == WantedState.ACTIVE && weight > 0;
    }

    FleetNode ejected(long atVersion) {
        return new FleetNode(
                id,
                region,
                host,
                port,
                tls,
                weight,
                wanted,
                NodeHealth.EJECTED,
                incarnation,
                atVersion);
    }
}
