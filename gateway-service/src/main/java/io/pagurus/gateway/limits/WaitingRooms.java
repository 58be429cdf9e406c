package io.pagurus.gateway.limits;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Thread-safe. A room each for those that want the same nodes: who waits for others is in nobody's
 * way. Holds those in which somebody waits, so it is bounded by whoever lets requests wait.
 */
public final class WaitingRooms {

    private final ConcurrentMap<Wanted, WaitingRoom> rooms = new ConcurrentHashMap<>();

    /**
     * Immutable. What is waited for.
     *
     * @param labels alternatives, of which each is the labels that a node must have
     */
    public record Wanted(String route, List<Set<String>> labels) {}

    /** Enters the room, behind all that are in it; to be followed by one {@link Seat#leave}. */
    public Seat enter(Wanted wanted) {
        Seat[] seat = new Seat[1];
        rooms.compute(
                wanted,
                (_, known) -> {
                    WaitingRoom room = known == null ? new WaitingRoom() : known;
                    seat[0] = new Seat(this, wanted, room, room.enter());
                    return room;
                });
        return seat[0];
    }

    private void leave(Seat seat) {
        rooms.computeIfPresent(
                seat.wanted,
                (_, room) -> {
                    room.leave(seat.number);
                    return room.isEmpty() ? null : room;
                });
    }

    /** Whether nobody waits for that. */
    public boolean isEmpty(Wanted wanted) {
        return !rooms.containsKey(wanted);
    }

    /** Whether nobody waits at all. */
    public boolean isEmpty() {
        return rooms.isEmpty();
    }

    /** Thread-safe. A place in the order of one room. */
    public static final class Seat {

        private final WaitingRooms all;
        private final Wanted wanted;
        private final WaitingRoom room;
        private final long number;

        private Seat(WaitingRooms all, Wanted wanted, WaitingRoom room, long number) {
            this.all = all;
            this.wanted = wanted;
            this.room = room;
            this.number = number;
        }

        /** How many came before and wait still. Costs a step for each of them. */
        public int before() {
            return room.before(number);
        }

        /** Whether so few are before it that it may go, at the price of so many steps. */
        public boolean isAmongFirst(int first) {
            return room.isAmongFirst(number, first);
        }

        /** It waits no longer. */
        public void leave() {
            all.leave(this);
        }
    }
}
