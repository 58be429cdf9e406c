package io.pagurus.gateway.routing;

import io.pagurus.gateway.fleet.FleetNode;
import java.util.HashMap;
import java.util.Map;

/**
 * Confined to one request. The lives of nodes that this request knows to be over although the
 * snapshot does not say so yet: a verdict outruns the event that tells everybody.
 */
public final class Avoided {

    private final Map<String, Long> lastIncarnation = new HashMap<>();

    public void add(String nodeId, long incarnation) {
        lastIncarnation.merge(nodeId, incarnation, Math::max);
    }

    /** Whether this life of the node is over; a later one is as good as any. */
    public boolean contains(FleetNode node) {
        Long over = lastIncarnation.get(node.id());
        return over != null && node.incarnation() <= over;
    }
}
