package io.pagurus.health.registry;

import io.pagurus.events.NodeHealth;
import io.pagurus.events.TopologyChange;
import io.pagurus.events.TopologyChange.NodeHealthChanged;
import io.pagurus.events.TopologyChange.NodeRegistered;
import io.pagurus.events.TopologyChange.NodeRemoved;
import io.pagurus.events.TopologyChange.RegionRegistered;
import io.pagurus.events.TopologyState;
import io.pagurus.events.TopologyState.NodeState;
import io.pagurus.events.TopologyState.RegionState;
import io.pagurus.health.registry.Topology.Former;
import io.pagurus.health.registry.Verdict.Accepted;
import io.pagurus.health.registry.Verdict.Decided;
import io.pagurus.health.registry.Verdict.Reason;
import io.pagurus.health.registry.Verdict.Refused;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Immutable, pure. What one more entry of the topology log makes of the topology.
 *
 * <p>A change is accepted if and only if the version that it expects is the current one of its node
 * or region, where 0 stands for "does not exist". An accepted change raises the version by 1. What
 * is refused changes nothing.
 */
public final class TopologyFold {

    /** The topology after the entry, and what the fold says of the entry. */
    public record Folded(Topology topology, Decided verdict) {}

    private TopologyFold() {}

    public static Folded fold(Topology topology, TopologyChange change) {
        return switch (change) {
            case NodeRegistered asked -> register(topology, asked);
            case NodeRemoved asked -> remove(topology, asked);
            case NodeHealthChanged asked -> changeHealth(topology, asked);
            case RegionRegistered asked -> register(topology, asked);
        };
    }

    private static Folded register(Topology topology, NodeRegistered asked) {
        NodeState now = topology.nodes().get(asked.nodeId());
        if (asked.expectedVersion() != (now == null ? 0 : now.version())) {
            return refused(topology, Reason.STALE_VERSION, now);
        }
        NodeState next = now == null ? firstOf(asked, topology.former()) : replaced(asked, now);
        return new Folded(topology.with(next), new Accepted(now, next));
    }

    private static NodeState firstOf(NodeRegistered asked, Map<String, Former> formerNodes) {
        Former former = formerNodes.getOrDefault(asked.nodeId(), new Former(0, 0));
        return node(asked, former.version() + 1, NodeHealth.JOINING, former.incarnation());
    }

    private static NodeState replaced(NodeRegistered asked, NodeState now) {
        return node(asked, now.version() + 1, now.health(), now.incarnation());
    }

    private static NodeState node(
            NodeRegistered asked, long version, NodeHealth health, long incarnation) {
        return new NodeState(
                asked.nodeId(),
                version,
                asked.region(),
                asked.url(),
                asked.weight(),
                asked.healthPath(),
                asked.wanted(),
                health,
                incarnation);
    }

    private static Folded remove(Topology topology, NodeRemoved asked) {
        NodeState now = topology.nodes().get(asked.nodeId());
        if (now == null) {
            return refused(topology, Reason.UNKNOWN, null);
        }
        return asked.expectedVersion() == now.version()
                ? new Folded(topology.without(now), new Accepted(now, null))
                : refused(topology, Reason.STALE_VERSION, now);
    }

    private static Folded changeHealth(Topology topology, NodeHealthChanged asked) {
        NodeState now = topology.nodes().get(asked.nodeId());
        if (now == null) {
            return refused(topology, Reason.UNKNOWN, null);
        }
        if (asked.expectedVersion() != now.version()) {
            return refused(topology, Reason.STALE_VERSION, now);
        }
        NodeState next =
                new NodeState(
                        now.nodeId(),
                        now.version() + 1,
                        now.region(),
                        now.url(),
                        now.weight(),
                        now.healthPath(),
                        now.wanted(),
                        asked.health(),
                        asked.incarnation());
        return new Folded(topology.with(next), new Accepted(now, next));
    }

    private static Folded register(Topology topology, RegionRegistered asked) {
        RegionState now = topology.regions().get(asked.region());
        long version = now == null ? 0 : now.version();
        if (asked.expectedVersion() != version) {
            return refused(topology, Reason.STALE_VERSION, now);
        }
        RegionState next = new RegionState(asked.region(), version + 1, asked.weight());
        return new Folded(topology.with(next), new Accepted(now, next));
    }

    private static Folded refused(
            Topology topology, Reason reason, @Nullable TopologyState current) {
        return new Folded(topology, new Refused(reason, current));
    }
}
