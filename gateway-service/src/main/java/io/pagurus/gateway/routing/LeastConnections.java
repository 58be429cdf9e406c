package io.pagurus.gateway.routing;

import io.pagurus.gateway.fleet.FleetNode;
import io.pagurus.gateway.fleet.FleetSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;

/**
 * Pure, given its inputs. The node with the fewest requests in flight for its weight. Among equals
 * a region is drawn in proportion to its weight, so that an idle fleet fills by the regions'
 * shares, then a node of it.
 */
final class LeastConnections {

    private LeastConnections() {}

    static Optional<FleetNode> choose(
            FleetSnapshot fleet,
            Predicate<FleetNode> usable,
            ToIntFunction<String> inFlight,
            RandomGenerator random) {
        List<FleetNode> lowest = new ArrayList<>();
        for (FleetNode node : fleet.nodes()) {
            if (!node.takesNewSessions()
                    || fleet.regionWeight(node.region()) <= 0
                    || !usable.test(node)) {
                continue;
            }
            int order = lowest.isEmpty() ? -1 : compare(node, lowest.getFirst(), inFlight);
            if (order < 0) {
                lowest.clear();
            }
            if (order <= 0) {
                lowest.add(node);
            }
        }
        return draw(fleet, lowest, random);
    }

    /** By in-flight/weight, cross-multiplied: no rounding decides. */
    private static int compare(FleetNode a, FleetNode b, ToIntFunction<String> inFlight) {
        return Long.compare(
                (long) inFlight.applyAsInt(a.id()) * b.weight(),
                (long) inFlight.applyAsInt(b.id()) * a.weight());
    }

    private static Optional<FleetNode> draw(
            FleetSnapshot fleet, List<FleetNode> equals, RandomGenerator random) {
        if (equals.size() <= 1) {
            return equals.stream().findFirst();
        }
        // A region with more nodes than another must not get more than its share for that.
        double total = 0;
        for (FleetNode node : equals) {
            total += share(fleet, node, equals);
        }
        double drawn = random.nextDouble() * total;
        for (FleetNode node : equals) {
            drawn -= share(fleet, node, equals);
            if (drawn < 0) {
                return Optional.of(node);
            }
        }
        return Optional.of(equals.getLast());
    }

    private static double share(FleetSnapshot fleet, FleetNode node, List<FleetNode> equals) {
        long peers = equals.stream().filter(n -> n.region().equals(node.region())).count();
        return (double) fleet.regionWeight(node.region()) / peers;
    }
}
