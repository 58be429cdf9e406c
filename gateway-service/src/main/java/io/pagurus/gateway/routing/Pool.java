package io.pagurus.gateway.routing;

import io.pagurus.gateway.fleet.FleetNode;
import io.pagurus.gateway.upstream.NodeLoad;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Confined to one event loop, and all but its turn immutable. The nodes of one region among which a
 * strategy chooses, made ready once for each picture of the fleet so that a choice need not look at
 * all of them.
 */
final class Pool {

    /** A node of a pool. */
    record Member(FleetNode node, NodeLoad load, int weight) {}

    private static final int DRAWS = 8;

    private final List<Member> members;
    private final AliasTable draws;
    private final WeightedRing ring;
    private final double averageWeight;
    private final SlowStart slowStart;
    private long turn;

    Pool(List<Member> members, SlowStart slowStart, RandomGenerator random) {
        this.members = List.copyOf(members);
        this.slowStart = slowStart;
        int[] weights = members.stream().mapToInt(Member::weight).toArray();
        double[] shares = members.stream().mapToDouble(Member::weight).toArray();
        this.draws = new AliasTable(shares);
        this.ring = new WeightedRing(weights);
        // Event loops and gateways that begin at the same node would move on in step.
        this.turn = random.nextLong(ring.places());
        long total = 0;
        for (int weight : weights) {
            total += weight;
        }
        this.averageWeight = (double) total / weights.length;
    }

    int size() {
        return members.size();
    }

    Member at(int index) {
        return members.get(index);
    }

    /** Requests running at a node, had it the average weight. */
    double busy(int index) {
        Member member = members.get(index);
        return member.load().running() * averageWeight / member.weight();
    }

    /** Placements of late at a node, had it the average weight. */
    double recent(int index, long now) {
        Member member = members.get(index);
        return member.load().placements(now) * averageWeight / member.weight();
    }

    /** The part of its weight that a node has by now. */
    double started(int index, long now) {
        return slowStart.factor(members.get(index).load().inRotationMicros(now));
    }

    /**
     * One node by weight.
     *
     * @param not an index that it must not be; -1 where any may be
     * @return -1 when there is no other
     */
    int draw(Avoided avoided, int not, long now, RandomGenerator random) {
        int late = -1;
        for (int i = 0; i < DRAWS; i++) {
            int drawn = draws.draw(random);
            if (drawn == not || avoided.passesOver(at(drawn).node())) {
                continue;
            }
            if (mayServe(drawn, now, random)) {
                return drawn;
            }
            late = drawn;
        }
        return late >= 0 ? late : any(avoided, not, random.nextInt(size()));
    }

    /** The node whose turn it is; -1 when there is none. */
    int next(Avoided avoided, long now, RandomGenerator random) {
        for (int i = 0; i < DRAWS; i++) {
            turn = ring.next(turn);
            int owner = ring.owner(turn);
            if (!avoided.passesOver(at(owner).node()) && mayServe(owner, now, random)) {
                return owner;
            }
        }
        return any(avoided, -1, random.nextInt(size()));
    }

    /** A node in slow start is passed over as often as it lacks of its weight. */
    private boolean mayServe(int index, long now, RandomGenerator random) {
        double started = started(index, now);
        return started >= 1 || random.nextDouble() < started;
    }

    /** Rare: so many draws in vain say that hardly a node is left. */
    private int any(Avoided avoided, int not, int from) {
        for (int i = 0; i < size(); i++) {
            int index = (from + i) % size();
            if (index != not && !avoided.passesOver(at(index).node())) {
                return index;
            }
        }
        return -1;
    }
}
