package io.pagurus.gateway.exchange;

import io.pagurus.gateway.affinity.OwnerCache;
import io.pagurus.gateway.affinity.SessionOwnership;
import io.pagurus.gateway.affinity.Stay;
import io.pagurus.gateway.classes.Wishes;
import io.pagurus.gateway.failure.Suspicions;
import io.pagurus.gateway.fleet.Fleet;
import io.pagurus.gateway.fleet.FleetNode;
import io.pagurus.gateway.fleet.FleetSnapshot;
import io.pagurus.gateway.limits.NodeGates;
import io.pagurus.gateway.limits.Outliers;
import io.pagurus.gateway.limits.RetryBudget;
import io.pagurus.gateway.limits.RetryShare;
import io.pagurus.gateway.limits.WaitingRooms;
import io.pagurus.gateway.observation.EdgeMetrics;
import io.pagurus.gateway.routes.RouteRules;
import io.pagurus.gateway.routing.Avoided;
import io.pagurus.gateway.routing.Placing;
import io.pagurus.gateway.routing.Router;
import io.pagurus.gateway.upstream.NodeClient;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.function.Predicate;

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
        ReplayConfig replay,
        NodeGates gates,
        Outliers outliers,
        RetryBudget retries,
        WaitingRooms rooms,
        Predicate<FleetNode> failedLately) {

    /** A place to ask nodes for. */
    NodeSlot slot(Wishes wishes) {
        return new NodeSlot(vertx, gates, clock, wishes.rank());
    }

    /** What a choice among nodes goes by, for a request without an owner that serves. */
    static Placing placing(
            FleetSnapshot fleet,
            Avoided avoided,
            RouteRules route,
            Wishes wishes,
            Stay stay,
            Instant now) {
        return Placing.of(fleet, avoided, route.placing(), stay.key(), wishes.nodes(), now)
                .near(stay.wish());
    }

    /** What one request avoids, to begin with. */
    public Avoided avoided() {
        return new Avoided(failedLately);
    }

    /** A node did not do its part; whether it is sick is for others to say too. */
    public void failed(FleetNode node) {
        failed(node.id());
    }

    private void failed(String node) {
        Map<String, FleetNode> registered = fleet.snapshot().byId();
        // One that has been forgotten would be remembered for ever.
        if (registered.containsKey(node)
                && outliers.failed(node, clock.millis(), registered.size())) {
            metrics.outlier(node);
        }
    }

    /** A node has answered; of some answers it is no better than of none. */
    public void answered(String node, int status) {
        if (outliers.isFailure(status)) {
            failed(node);
        } else {
            outliers.succeeded(node);
        }
    }

    /** Whether a request may be tried again, for all that is tried again now. */
    public boolean mayRetry(RetryShare share) {
        boolean may = share.take();
        if (!may) {
            metrics.rejected("retries");
        }
        return may;
    }

    /** How many more requests the nodes in rotation would take now. */
    int freePlaces() {
        int free = 0;
        for (FleetNode node : fleet.snapshot().nodes()) {
            if (node.takesNewSessions()) {
                free += Math.max(0, gates.limit(node.id()) - gates.taken(node.id()));
            }
        }
        return free;
    }
}
