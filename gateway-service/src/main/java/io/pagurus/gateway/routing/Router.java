package io.pagurus.gateway.routing;

import io.pagurus.gateway.affinity.KnownOwner;
import io.pagurus.gateway.fleet.FleetNode;
import io.pagurus.gateway.upstream.NodeLoads;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Event-loop confined; pure, given its inputs, the loads and its random source, but that it keeps
 * what it has made ready of a picture. Decides on one immutable snapshot what happens to a request.
 */
public final class Router {

    public static final String OPENED = "opened";
    public static final String OWNER_LEFT = "node-ejected";

    /** Routes and labels together; beyond it they are made anew each time, and not kept. */
    private static final int MOST_PLANS = 2_048;

    private final String local;
    private final NodeLoads loads;
    private final RandomGenerator random;
    private final Duration holdPause;
    private final Look look = new Look();
    private final Chooser chooser;

    /** By the rules of the route, then by the labels that a node must have. */
    private final IdentityHashMap<PlacingRules, Map<Set<String>, RoutePlan>> plans =
            new IdentityHashMap<>();

    /**
     * @param local the region that the gateway is in
     * @param holdPause after how long a held request is decided on again
     */
    public Router(String local, NodeLoads loads, RandomGenerator random, Duration holdPause) {
        this.local = local;
        this.loads = loads;
        this.random = random;
        this.holdPause = holdPause;
        this.chooser = new Chooser(random, look);
    }

    /**
     * Decides for a turn.
     *
     * @param owner the session's owner as far as known; null for a session that is not known here
     * @param deadline when the turn stops waiting for an owner
     */
    public Route decide(
            Placing placing, @Nullable KnownOwner owner, Instant now, Instant deadline) {
        if (owner != null) {
            Optional<FleetNode> node =
                    placing.fleet()
                            .node(owner.node())
                            .filter(FleetNode::inRotation)
                            .filter(n -> !placing.avoided().contains(n));
            if (node.isPresent()) {
                return new Route.Forward(node.get(), owner.epoch());
            }
        }
        if (!now.isBefore(deadline)) {
            return new Route.Refuse("no node could take the session in time");
        }
        long expectedEpoch = owner == null ? 0 : owner.epoch();
        String reason = owner == null ? OPENED : OWNER_LEFT;
        return choose(placing, true)
                .<Route>map(node -> new Route.Grant(node, expectedEpoch, reason))
                .orElseGet(() -> new Route.Hold(earlier(now.plus(holdPause), deadline)));
    }

    /** A node for a request without an owner. */
    public Optional<FleetNode> place(Placing placing) {
        return choose(placing, false);
    }

    /** What the last choice looked at. */
    public Look look() {
        return look;
    }

    /** Where all others have failed lately, one of those is better than none. */
    private Optional<FleetNode> choose(Placing placing, boolean healthyOnly) {
        Optional<FleetNode> chosen = first(placing, healthyOnly);
        return chosen.isPresent() || placing.avoided().isOverLivesOnly()
                ? chosen
                : first(placing.overLivesOnly(), healthyOnly);
    }

    /** The first of what is wanted that there is a node for. */
    private Optional<FleetNode> first(Placing placing, boolean healthyOnly) {
        for (Set<String> labels : placing.wanted()) {
            Optional<FleetNode> chosen = choose(placing, labels, healthyOnly);
            if (chosen.isPresent()) {
                return chosen;
            }
        }
        return Optional.empty();
    }

    private Optional<FleetNode> choose(Placing placing, Set<String> labels, boolean healthyOnly) {
        look.begins(placing, labels);
        FleetNode wish = wish(placing, labels, healthyOnly);
        if (wish != null) {
            look.by(Look.How.WISH);
            loads.of(wish.id(), placing.nowMicros()).placed(placing.nowMicros());
            return Optional.of(wish);
        }
        RoutePlan plan = plan(placing, labels);
        String key = placing.key();
        if (key != null && placing.rules().strategy().strategy() instanceof Strategy.Rendezvous) {
            look.by(Look.How.KEY);
            return Optional.ofNullable(plan.byKey(key, placing.avoided()));
        }
        Pool.@Nullable Member chosen = plan.choose(placing, healthyOnly, chooser, random);
        if (chosen == null) {
            return Optional.empty();
        }
        chosen.load().placed(placing.nowMicros());
        return Optional.of(chosen.node());
    }

    /**
     * Where its client was before, as long as that node is as good as any.
     *
     * @param toOwn whether a session is to be placed there
     */
    private static @Nullable FleetNode wish(Placing placing, Set<String> labels, boolean toOwn) {
        return placing.wish() == null
                ? null
                : placing.fleet()
                        .node(placing.wish())
                        .filter(node -> toOwn ? node.takesNewSessions() : node.inRotation())
                        .filter(node -> !placing.avoided().contains(node))
                        .filter(node -> placing.isServedBy(node.id(), labels))
                        .orElse(null);
    }

    private RoutePlan plan(Placing placing, Set<String> labels) {
        Map<Set<String>, RoutePlan> byLabels = plans.get(placing.rules());
        @Nullable RoutePlan known = byLabels == null ? null : byLabels.get(labels);
        return known != null && known.isOf(placing.fleet())
                ? known
                : planned(placing, labels, known);
    }

    private RoutePlan planned(Placing placing, Set<String> labels, @Nullable RoutePlan before) {
        // Rules bring what they say of nodes with them: plans of others are of no use any more.
        plans.keySet().removeIf(rules -> !sameSet(rules, placing.rules()));
        if (plans.values().stream().mapToInt(Map::size).sum() >= MOST_PLANS) {
            plans.clear();
        }
        loads.see(placing.fleet(), placing.nowMicros());
        RoutePlan next = new Planning(placing, labels, loads, local, random).plan(before);
        plans.computeIfAbsent(placing.rules(), _ -> new HashMap<>()).put(labels, next);
        return next;
    }

    @SuppressWarnings("ReferenceEquality")
    private static boolean sameSet(PlacingRules a, PlacingRules b) {
        return a.nodes() == b.nodes();
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
