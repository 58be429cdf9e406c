package io.pagurus.gateway.edge;

import io.pagurus.gateway.access.Caller;
import io.pagurus.gateway.routes.EdgeRules;
import io.pagurus.gateway.routes.RouteRules;

/** Immutable. A request that was let in: by which rules, at which route, of whom. */
record Visit(EdgeRules rules, RouteRules route, Caller caller) {

    String principal() {
        return caller.principal();
    }
}
