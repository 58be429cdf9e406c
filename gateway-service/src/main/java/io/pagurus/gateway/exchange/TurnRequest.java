package io.pagurus.gateway.exchange;

import io.pagurus.gateway.affinity.Stay;
import io.pagurus.gateway.classes.Wishes;
import io.pagurus.gateway.fleet.FleetNode;
import io.pagurus.gateway.identity.Identity;
import io.pagurus.gateway.routes.RouteRules;
import io.pagurus.gateway.trail.Trail;
import io.pagurus.gateway.upstream.NodeRequest;
import io.pagurus.gateway.upstream.Payload;

/** Immutable by convention. A turn as it goes to whichever node owns its session. */
record TurnRequest(
        RouteRules route,
        Wishes wishes,
        Identity identity,
        Stay stay,
        NodeRequest toNode,
        Trail trail) {

    /** As it goes to a node. */
    NodeRequest toNode(FleetNode node) {
        return toNode.in(route.mannerTo(node.id()));
    }

    /** Whether its body is kept, so that it can be sent again. */
    boolean replayable() {
        return toNode.payload() instanceof Payload.Kept;
    }
}
