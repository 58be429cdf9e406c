package io.pagurus.gateway.routing;

import io.pagurus.gateway.fleet.FleetNode;
import io.pagurus.gateway.fleet.FleetSnapshot;
import io.pagurus.gateway.upstream.NodeLoads;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Confined to one event loop. Makes a picture of the fleet ready for one route: sorts its nodes
 * into those that serve and those that stand by, and each of them by region.
 */
final class Planning {

    private final PlacingRules rules;
    private final Set<String> labels;
    private final FleetSnapshot fleet;
    private final NodeLoads loads;
    private final String local;
    private final RandomGenerator random;
    private final long now;

    /**
     * @param labels that a node must have, all of them
     */
    Planning(
            Placing placing,
            Set<String> labels,
            NodeLoads loads,
            String local,
            RandomGenerator random) {
        this.rules = placing.rules();
        this.labels = labels;
        this.fleet = placing.fleet();
        this.now = placing.nowMicros();
        this.loads = loads;
        this.local = local;
        this.random = random;
    }

    /** What the nodes of one region come to. */
    private static final class Sorted {
        private final List<Pool.Member> usable = new ArrayList<>();
        private final List<Pool.Member> known = new ArrayList<>();
        private long weight;
    }

    RoutePlan plan(@Nullable RoutePlan before) {
        // In the order of their names, so that two event loops plan alike.
        Map<String, Sorted> serving = new TreeMap<>();
        Map<String, Sorted> standby = new TreeMap<>();
        for (FleetNode node : fleet.nodes()) {
            int weight = rules.nodes().weight(node);
            if (LeftOut.byRules(fleet, rules, labels, node) == null) {
                sort(LeftOut.standsBy(rules, node) ? standby : serving, node, weight);
            }
        }
        return new RoutePlan(
                fleet,
                rules.strategy(),
                tier(serving, false),
                tier(standby, false),
                panics(serving) ? tier(serving, true) : null,
                slots(serving, before == null ? null : before.slots()),
                slots(standby, before == null ? null : before.standbySlots()));
    }

    private void sort(Map<String, Sorted> regions, FleetNode node, int weight) {
        Sorted region = regions.computeIfAbsent(node.region(), _ -> new Sorted());
        Pool.Member member = new Pool.Member(node, loads.of(node.id(), now), weight);
        region.weight += weight;
        region.known.add(member);
        if (node.inRotation()) {
            region.usable.add(member);
        }
    }

    private boolean panics(Map<String, Sorted> regions) {
        int usable = regions.values().stream().mapToInt(r -> r.usable.size()).sum();
        int known = regions.values().stream().mapToInt(r -> r.known.size()).sum();
        return usable < known * rules.strategy().panicBelow();
    }

    private Tier tier(Map<String, Sorted> regions, boolean everyone) {
        List<Tier.Part> parts = new ArrayList<>();
        regions.forEach((region, sorted) -> {
            List<Pool.Member> members = everyone ? sorted.known : sorted.usable;
            if (!members.isEmpty()) {
                parts.add(
                        new Tier.Part(
                                region,
                                fleet.regionWeight(region),
                                sorted.known.size(),
                                new Pool(members, rules.strategy().slowStart(), random)));
            }
        });
        return new Tier(parts, rules.strategy().regions(), local);
    }

    /**
     * A region's share is divided among all its nodes, healthy or not: one that fails must not
     * change what the others count for.
     */
    private SlotTable slots(Map<String, Sorted> regions, @Nullable SlotTable before) {
        List<SlotTable.Entry> entries = new ArrayList<>();
        if (rules.strategy().strategy() instanceof Strategy.Rendezvous) {
            regions.forEach((region, sorted) -> {
                double share = (double) fleet.regionWeight(region) / sorted.weight;
                for (Pool.Member member : sorted.usable) {
                    entries.add(SlotTable.Entry.of(member.node(), share * member.weight()));
                }
            });
        }
        return before == null ? new SlotTable(entries) : SlotTable.after(before, entries);
    }
}
