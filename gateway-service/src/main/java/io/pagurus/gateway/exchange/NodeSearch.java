package io.pagurus.gateway.exchange;

import io.pagurus.gateway.affinity.KnownOwner;
import io.pagurus.gateway.affinity.Stay;
import io.pagurus.gateway.classes.Wishes;
import io.pagurus.gateway.fleet.FleetNode;
import io.pagurus.gateway.fleet.FleetSnapshot;
import io.pagurus.gateway.routes.RouteRules;
import io.pagurus.gateway.routing.Avoided;
import io.pagurus.gateway.routing.Placing;
import io.pagurus.gateway.trail.Trail;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Event-loop confined. Which node a request that is no turn goes to next: its session's owner where
 * that is known and serves, else the one that its route's strategy chooses; none that it avoids.
 */
public final class NodeSearch {

    private final Surroundings around;
    private final RouteRules route;
    private final Wishes wishes;
    private final @Nullable String session;
    private final Stay stay;
    private final Trail trail;
    private Avoided avoided;

    /** A node, and the epoch under which it owns the session; 0 where it does not. */
    public record Found(FleetNode node, long epoch) {}

    /**
     * @param session the one that the request names; null when it names none
     * @param trail hears of each choice
     */
    public NodeSearch(
            Surroundings around,
            RouteRules route,
            Wishes wishes,
            @Nullable String session,
            Stay stay,
            Trail trail) {
        this.around = around;
        this.route = route;
        this.wishes = wishes;
        this.session = session;
        this.stay = stay;
        this.trail = trail;
        this.avoided = around.avoided();
    }

    /** Whether its session has an owner that serves. */
    boolean isOwned() {
        return serving(around.fleet().snapshot(), owner()).isPresent();
    }

    private Optional<KnownOwner> owner() {
        return Optional.ofNullable(session).flatMap(around.owners()::find);
    }

    private Optional<FleetNode> serving(FleetSnapshot fleet, Optional<KnownOwner> owner) {
        return owner.flatMap(known -> fleet.node(known.node()))
                .filter(FleetNode::inRotation)
                .filter(node -> !avoided.contains(node));
    }

    /** Empty when no node is left. */
    public Optional<Found> next() {
        FleetSnapshot fleet = around.fleet().snapshot();
        Optional<KnownOwner> owner = owner();
        return serving(fleet, owner)
                .or(() -> around.router().place(placing(fleet)))
                .map(node -> found(node, epoch(node, owner)));
    }

    private static long epoch(FleetNode node, Optional<KnownOwner> owner) {
        return owner.filter(known -> known.node().equals(node.id()))
                .map(KnownOwner::epoch)
                .orElse(0L);
    }

    private Found found(FleetNode node, long epoch) {
        if (epoch > 0) {
            trail.owned(node, epoch);
        } else {
            trail.placed(node, around.router().look(), stay);
        }
        return new Found(node, epoch);
    }

    /** Whether there is a node that it does not avoid. */
    boolean hasOther() {
        return around.router().place(placing(around.fleet().snapshot())).isPresent();
    }

    private Placing placing(FleetSnapshot fleet) {
        return Surroundings.placing(fleet, avoided, route, wishes, stay, around.clock().instant());
    }

    /** This life of a node is asked no more. */
    public void avoid(FleetNode node) {
        avoided.add(node.id(), node.incarnation());
    }

    /** Where no other node is left, the one that failed is better than none. */
    void avoidNone() {
        avoided = around.avoided();
    }
}
