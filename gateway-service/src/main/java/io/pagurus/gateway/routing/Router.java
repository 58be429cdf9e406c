package io.pagurus.gateway.routing;

import io.pagurus.gateway.affinity.KnownOwner;
import io.pagurus.gateway.fleet.FleetNode;
import io.pagurus.gateway.fleet.FleetSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Pure, given its inputs and its random source. Decides on one immutable snapshot what happens to a
 * request.
 */
public final class Router {

    public static final String OPENED = "opened";
    public static final String OWNER_LEFT = "node-ejected";

    private final ToIntFunction<String> inFlight;
    private final RandomGenerator random;
    private final Duration holdPause;

    /**
     * @param inFlight requests now running at a node, by its id
     * @param holdPause after how long a held request is decided on again
     */
    public Router(ToIntFunction<String> inFlight, RandomGenerator random, Duration holdPause) {
        this.inFlight = inFlight;
        this.random = random;
        this.holdPause = holdPause;
    }

    /**
     * Decides for a turn.
     *
     * @param owner the session's owner as far as known; null for a session that is not known here
     * @param avoided nodes that this turn knows to be gone
     * @param deadline when the turn stops waiting for an owner
     */
    public Route decide(
            FleetSnapshot fleet,
            @Nullable KnownOwner owner,
            Avoided avoided,
            Instant now,
            Instant deadline) {
        if (owner != null) {
            Optional<FleetNode> node =
                    fleet.node(owner.node())
                            .filter(FleetNode::inRotation)
                            .filter(n -> !avoided.contains(n));
            if (node.isPresent()) {
                return new Route.Forward(node.get(), owner.epoch());
            }
        }
        if (!now.isBefore(deadline)) {
            return new Route.Refuse("no node could take the session in time");
        }
        long expectedEpoch = owner == null ? 0 : owner.epoch();
        String reason = owner == null ? OPENED : OWNER_LEFT;
        return place(fleet, avoided)
                .<Route>map(node -> new Route.Grant(node, expectedEpoch, reason))
                .orElseGet(() -> new Route.Hold(earlier(now.plus(holdPause), deadline)));
    }

    /** A node for a request without an owner. */
    public Optional<FleetNode> place(FleetSnapshot fleet, Avoided avoided) {
        return LeastConnections.choose(fleet, n -> !avoided.contains(n), inFlight, random);
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
