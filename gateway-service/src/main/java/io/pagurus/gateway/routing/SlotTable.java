package io.pagurus.gateway.routing;

import io.pagurus.gateway.fleet.FleetNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Confined to one event loop. Weighted rendezvous hashing over a fixed number of slots: a key falls
 * into a slot, and a slot belongs to the node with the highest weight / −ln(hash(slot, node)). It
 * depends on nothing but the nodes and their weights, so all gateways agree; and a node that leaves
 * gives away its own slots and no other.
 *
 * <p>A slot is decided when it is first asked for, at one look at each node, and then kept; of a
 * fleet that changed, what cannot have changed is kept too.
 *
 * <p>Rejected: Maglev's table, better balanced beyond a thousand nodes, but a node that leaves
 * moves slots of others, which costs agents that keep sessions in memory theirs.
 */
final class SlotTable {

    static final int SLOTS = 1 << 16;

    /** Beyond so many changes at once, deciding anew is cheaper than looking what may stay. */
    private static final int MOST_CHANGES = 16;

    private static final double UNIT = 0x1p-53;

    /** A node with what it counts for. */
    record Entry(FleetNode node, long hash, double weight) {

        static Entry of(FleetNode node, double weight) {
            return new Entry(node, Hashing.of(node.id()), weight);
        }

        boolean countsAs(@Nullable Entry other) {
            return other != null && other.hash == hash && other.weight == weight;
        }
    }

    private final List<Entry> entries;

    /** The index of the owner, and one more; 0 where nobody has asked. */
    private final int[] owners;

    SlotTable(List<Entry> entries) {
        this.entries = entries;
        this.owners = new int[entries.isEmpty() ? 0 : SLOTS];
    }

    /** The table of a fleet that has taken the place of another. */
    static SlotTable after(SlotTable before, List<Entry> entries) {
        SlotTable next = new SlotTable(entries);
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < entries.size(); i++) {
            places.put(entries.get(i).node().id(), i);
        }
        Set<Integer> changed = new HashSet<>(places.values());
        int[] moved = new int[before.entries.size()];
        int gone = 0;
        for (int i = 0; i < moved.length; i++) {
            Entry was = before.entries.get(i);
            Integer place = places.get(was.node().id());
            if (place != null && was.countsAs(entries.get(place))) {
                moved[i] = place + 1;
                changed.remove(place);
            } else {
                gone++;
            }
        }
        if (!entries.isEmpty()
                && !before.entries.isEmpty()
                && changed.size() + gone <= MOST_CHANGES) {
            next.keep(before, moved, changed);
        }
        return next;
    }

    /** A slot stays with an owner that is as it was, unless one that is new outbids it. */
    private void keep(SlotTable before, int[] moved, Set<Integer> changed) {
        for (int slot = 0; slot < SLOTS; slot++) {
            int was = before.owners[slot];
            int owner = was == 0 ? 0 : moved[was - 1];
            if (owner != 0) {
                for (int rival : changed) {
                    owner = outbids(slot, rival, owner - 1) ? rival + 1 : owner;
                }
            }
            owners[slot] = owner;
        }
    }

    /** The node of a key; null when there is none to be had. */
    @Nullable FleetNode choose(String key, Predicate<FleetNode> usable) {
        if (entries.isEmpty()) {
            return null;
        }
        int slot = (int) (Hashing.of(key) & (SLOTS - 1));
        if (owners[slot] == 0) {
            owners[slot] = best(slot, _ -> true) + 1;
        }
        FleetNode owner = entries.get(owners[slot] - 1).node();
        if (usable.test(owner)) {
            return owner;
        }
        // Rare: this request knows of a failure that the picture does not show yet.
        int next = best(slot, usable);
        return next < 0 ? null : entries.get(next).node();
    }

    private int best(int slot, Predicate<FleetNode> usable) {
        int best = -1;
        for (int i = 0; i < entries.size(); i++) {
            if (usable.test(entries.get(i).node()) && (best < 0 || outbids(slot, i, best))) {
                best = i;
            }
        }
        return best;
    }

    private boolean outbids(int slot, int rival, int owner) {
        Entry a = entries.get(rival);
        Entry b = entries.get(owner);
        double bid = bid(slot, a);
        double other = bid(slot, b);
        // Equal bids are next to impossible; by id, they still have one winner everywhere.
        return bid > other || (bid == other && a.node().id().compareTo(b.node().id()) < 0);
    }

    /** StrictMath, since gateways on different machines have to agree to the last bit. */
    private static double bid(int slot, Entry entry) {
        long bits = Hashing.mixed(entry.hash() + slot * 0x9E3779B97F4A7C15L) >>> 11;
        double drawn = (bits + 0.5) * UNIT;
        return entry.weight() / -StrictMath.log(drawn);
    }
}
