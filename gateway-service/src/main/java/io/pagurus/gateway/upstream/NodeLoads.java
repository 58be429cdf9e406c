package io.pagurus.gateway.upstream;

import io.pagurus.gateway.fleet.FleetNode;
import io.pagurus.gateway.fleet.FleetSnapshot;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe. How this gateway finds each node, over all event loops. Holds one load for each node
 * that is registered or still busy, so it is bounded by the registry.
 */
public final class NodeLoads {

    private final LoadWindows windows;
    private final ConcurrentMap<String, NodeLoad> byNode = new ConcurrentHashMap<>();
    private volatile @Nullable FleetSnapshot seen;

    public NodeLoads() {
        this(LoadWindows.DEFAULT);
    }

    public NodeLoads(LoadWindows windows) {
        this.windows = windows;
    }

    /** Requests of this gateway that run at a node. */
    public int at(String nodeId) {
        NodeLoad load = byNode.get(nodeId);
        return load == null ? 0 : load.running();
    }

    /** The load of a node, made when it is the first to be asked for. */
    public NodeLoad of(String nodeId, long now) {
        NodeLoad known = byNode.get(nodeId);
        return known == null
                ? byNode.computeIfAbsent(nodeId, _ -> new NodeLoad(windows, now))
                : known;
    }

    /**
     * Takes note of who is in rotation. Called once for each new picture and event loop, not for
     * each request: it goes over the fleet. Who is in the first picture has been there before.
     */
    public void see(FleetSnapshot fleet, long now) {
        if (!isSeen(fleet)) {
            note(fleet, now);
        }
    }

    private synchronized void note(FleetSnapshot fleet, long now) {
        if (isSeen(fleet)) {
            return;
        }
        boolean first = seen == null;
        for (FleetNode node : fleet.nodes()) {
            if (node.inRotation()) {
                of(node.id(), now).lives(node.incarnation(), now, !first);
            }
        }
        byNode.entrySet()
                .removeIf(entry ->
                        entry.getValue().running() == 0 && fleet.node(entry.getKey()).isEmpty());
        seen = fleet;
    }

    /** The same picture is the same object; to compare two by content would go over the fleet. */
    @SuppressWarnings("ReferenceEquality")
    private boolean isSeen(FleetSnapshot fleet) {
        return seen == fleet;
    }
}
