package io.pagurus.gateway.routing;

import io.pagurus.gateway.fleet.FleetSnapshot;
import io.pagurus.gateway.upstream.NodeLoad;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Event-loop confined. What the router's last choice looked at. A choice leaves a few references
 * here, which costs nothing worth counting; they are read out only for a request that somebody may
 * ask about.
 */
public final class Look {

    private static final int ALL = -1;

    /** By what a node was chosen. */
    public enum How {
        /** Its client was there before. */
        WISH,
        /** By the placement key, alike at every gateway. */
        KEY,
        STRATEGY
    }

    /**
     * Immutable. A node that was weighed, as it was at that moment.
     *
     * @param busy requests of this gateway running at it, had it the average weight
     * @param passedOver whether it was not to be chosen while there was another
     */
    public record Candidate(
            String node, double busy, double latencyMicros, double success, boolean passedOver) {}

    /**
     * Immutable, but that its picture may be forgotten. A choice, for later.
     *
     * @param rules of its route
     * @param labels that the node had to have
     * @param avoided lives of nodes that the request knew to be over
     * @param pools how many regions were looked into; those before the last were full
     * @param weighed of the last of them; empty when none was weighed against another
     */
    public record Seen(
            How how,
            Picture picture,
            PlacingRules rules,
            Set<String> labels,
            Set<String> avoided,
            int pools,
            List<Candidate> weighed) {}

    private Picture picture = new Picture(FleetSnapshot.EMPTY);
    private @Nullable Placing placing;
    private How how = How.STRATEGY;
    private Set<String> labels = Set.of();
    private @Nullable Pool pool;
    private int pools;
    private int first;
    private int second;

    // ---- what the choice leaves

    void begins(Placing next, Set<String> withLabels) {
        placing = next;
        labels = withLabels;
        how = How.STRATEGY;
        pool = null;
        pools = 0;
    }

    void by(How other) {
        how = other;
    }

    void into(Pool next) {
        pool = next;
        pools++;
        first = ALL;
        second = ALL;
    }

    /** Two were drawn, or one: the other is then negative. */
    void drawn(int one, int other) {
        first = one;
        second = other;
    }

    // ---- what is read out

    /** What was seen; to be asked for before the next choice. */
    public Seen seen() {
        Placing of = placing;
        if (of == null) {
            throw new IllegalStateException("nothing was chosen yet");
        }
        if (!picture.isOf(of.fleet())) {
            picture = new Picture(of.fleet());
        }
        return new Seen(how, picture, of.rules(), labels, of.avoided().nodes(), pools, weighed(of));
    }

    private List<Candidate> weighed(Placing of) {
        Pool in = pool;
        if (in == null) {
            return List.of();
        }
        List<Candidate> all = new ArrayList<>();
        if (first == ALL && in.size() <= Chooser.FEW) {
            for (int i = 0; i < in.size(); i++) {
                all.add(candidate(in, i, of));
            }
        } else {
            add(all, in, first, of);
            add(all, in, second, of);
        }
        return List.copyOf(all);
    }

    private static void add(List<Candidate> all, Pool in, int index, Placing of) {
        if (index >= 0) {
            all.add(candidate(in, index, of));
        }
    }

    private static Candidate candidate(Pool in, int index, Placing of) {
        Pool.Member member = in.at(index);
        NodeLoad load = member.load();
        long now = of.nowMicros();
        return new Candidate(
                member.node().id(),
                in.busy(index),
                load.latencyMicros(now),
                load.success(now),
                of.avoided().passesOver(member.node()));
    }
}
