package io.pagurus.gateway.routing;

import io.pagurus.events.NodeHealth;
import io.pagurus.events.TopologyState.NodeState;
import io.pagurus.events.TopologyState.RegionState;
import io.pagurus.events.WantedState;
import io.pagurus.gateway.fleet.FleetNode;
import io.pagurus.gateway.fleet.FleetSnapshot;
import io.pagurus.gateway.upstream.NodeLoad;
import io.pagurus.gateway.upstream.NodeLoads;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Used by one test. A router in region hk with loads and a time that the test sets. */
final class Placements {

    final NodeLoads loads = new NodeLoads();
    final Avoided avoided = new Avoided();
    final Router router;
    FleetSnapshot fleet = FleetSnapshot.EMPTY;
    PlacingRules rules;
    long now;

    Placements(StrategyRules rules, NodeState... nodes) {
        this(rules, 42, nodes);
    }

    Placements(StrategyRules rules, long seed, NodeState... nodes) {
        this.rules = new PlacingRules(rules, FleetTraits.NONE);
        this.router = new Router("hk", loads, new Random(seed), Duration.ofMillis(100));
        for (NodeState node : nodes) {
            fleet = fleet.with(node);
        }
    }

    static Placements by(Strategy strategy, NodeState... nodes) {
        return new Placements(StrategyRules.of(strategy), nodes);
    }

    Placements with(NodeState node) {
        fleet = fleet.with(node);
        return this;
    }

    Placements region(String region, int weight) {
        fleet = fleet.with(new RegionState(region, 1, weight));
        return this;
    }

    Placements traits(String node, NodeTraits traits) {
        Map<String, NodeTraits> all = new TreeMap<>(rules.nodes().byNode());
        all.put(node, traits);
        rules = new PlacingRules(rules.strategy(), new FleetTraits(all));
        return this;
    }

    Placements at(Duration time) {
        now = time.toNanos() / 1_000;
        return this;
    }

    NodeLoad load(String node) {
        return loads.of(node, now);
    }

    Placements running(String node, int requests) {
        for (int i = 0; i < requests; i++) {
            load(node).began(now);
        }
        return this;
    }

    /** An answer that took so long and is there now. */
    Placements answer(String node, Duration took, boolean good) {
        long begun = now - took.toNanos() / 1_000;
        load(node).began(begun);
        load(node).answered(begun, now, good);
        load(node).ended(begun, true);
        return this;
    }

    Optional<String> place(@Nullable String key) {
        return router.place(new Placing(fleet, avoided, rules, key, Placing.ANY_NODE, now))
                .map(FleetNode::id);
    }

    String place() {
        return place(null).orElse("none");
    }

    Map<String, Integer> count(int placements) {
        Map<String, Integer> counts = new TreeMap<>();
        for (int i = 0; i < placements; i++) {
            counts.merge(place(), 1, Integer::sum);
        }
        return counts;
    }

    Map<String, Integer> countRegions(int placements) {
        Map<String, Integer> counts = new TreeMap<>();
        for (int i = 0; i < placements; i++) {
            String region = fleet.node(place()).orElseThrow().region();
            counts.merge(region, 1, Integer::sum);
        }
        return counts;
    }

    static NodeState node(String id, String region, int weight) {
        return state(id, region, weight, NodeHealth.HEALTHY, WantedState.ACTIVE);
    }

    static NodeState state(
            String id, String region, int weight, NodeHealth health, WantedState wanted) {
        return new NodeState(
                id, 1, region, "http://127.0.0.1:1", weight, "/health", wanted, health, 1);
    }

    static NodeState ejected(String id, String region) {
        return state(id, region, 100, NodeHealth.EJECTED, WantedState.ACTIVE);
    }
}
