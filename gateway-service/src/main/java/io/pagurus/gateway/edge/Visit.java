package io.pagurus.gateway.edge;

import io.pagurus.gateway.access.Caller;
import io.pagurus.gateway.routes.EdgeRules;
import io.pagurus.gateway.routes.RouteRules;
import io.pagurus.gateway.trail.Trail;

/**
 * Immutable. A request that was let in: by which rules, at which route, of whom, and what is told
 * of it.
 */
record Visit(EdgeRules rules, RouteRules route, Caller caller, Trail trail) {

    String principal() {
        return caller.principal();
    }
}
