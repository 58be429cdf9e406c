package io.pagurus.gateway.exchange;

import io.pagurus.gateway.affinity.OwnerCache;
import io.pagurus.gateway.affinity.SessionOwnership;
import io.pagurus.gateway.failure.Suspicions;
import io.pagurus.gateway.fleet.Fleet;
import io.pagurus.gateway.observation.EdgeMetrics;
import io.pagurus.gateway.routing.Router;
import io.pagurus.gateway.upstream.NodeClient;
import io.vertx.core.Vertx;
import java.time.Clock;

/** Event-loop confined: what the requests of one event loop work with. */
public record Surroundings(
        Vertx vertx,
        Clock clock,
        Fleet fleet,
        OwnerCache owners,
        SessionOwnership ownership,
        Router router,
        NodeClient nodes,
        Suspicions suspicions,
        RunningExchanges running,
        Parking parking,
        ReplayBudget budget,
        EdgeMetrics metrics,
        TurnConfig turn,
        ReplayConfig replay) {}
