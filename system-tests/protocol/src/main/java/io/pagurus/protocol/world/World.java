package io.pagurus.protocol.world;

import java.util.ArrayList;
import java.util.List;

/**
 * Immutable. Everything that there is.
 *
 * @param log number of the journal
 * @param redis number of what Redis has: of the view's picture, or of the line that it decides by
 * @param flights writes on their way
 * @param nodes what each node is doing
 */
public record World(
        int log, int redis, List<Flight> flights, List<Work> nodes, Client client, Bounds bounds) {

    World log(int after) {
        return new World(after, redis, flights, nodes, client, bounds);
    }

    World redis(int after) {
        return new World(log, after, flights, nodes, client, bounds);
    }

    World flights(List<Flight> after) {
        return new World(log, redis, after, nodes, client, bounds);
    }

    World node(int node, Work work) {
        List<Work> after = new ArrayList<>(nodes);
        after.set(node, work);
        return new World(log, redis, flights, after, client, bounds);
    }

    World client(Client after) {
        return new World(log, redis, flights, nodes, after, bounds);
    }

    World bounds(Bounds after) {
        return new World(log, redis, flights, nodes, client, after);
    }

    /** Nobody waits for what the node waited for, and it has nothing to do. */
    World stopped(int node) {
        return flights(Flight.forgotten(flights, node)).node(node, Work.IDLE);
    }

    World sends(int entry, int waiter) {
        return flights(Flight.with(flights, new Flight(entry, waiter, false)));
    }
}
